package dev.jfrtrace.encoder.judge;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A program run for a test. It ends in time or is ended, and none of its children outlives it: they
 * go on {@link #close()}, and at the latest when this JVM ends in an orderly way.
 *
 * <p>Standard input is empty. Standard error is always drained, by a thread of its own, so that a
 * talkative program cannot block; standard output is the caller's to read.
 */
final class ToolProcess implements AutoCloseable {

    /** Work done while a program runs. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    private static final long GRACE_MILLIS = 10_000;
    private static final ScheduledThreadPoolExecutor ALARMS = alarms();
    private static final Set<ToolProcess> LIVE = ConcurrentHashMap.newKeySet();

    static {
        Thread last = new Thread(() -> LIVE.forEach(ToolProcess::kill), "kill-judge-tools");
        Runtime.getRuntime().addShutdownHook(last);
    }

    private final Process process;
    private final LogExcerpt log = new LogExcerpt();
    private final Thread drain;
    private volatile boolean expired;

    private ToolProcess(Process process, Consumer<String> onErrorLine) {
        this.process = process;
        this.drain = new Thread(() -> drain(onErrorLine), "drain-" + process.pid());
        drain.setDaemon(true);
    }

    static ToolProcess start(ProcessBuilder builder) throws IOException {
        return start(builder, line -> {});
    }

    /** Starts the program; {@code onErrorLine} gets each line of its standard error at once. */
    static ToolProcess start(ProcessBuilder builder, Consumer<String> onErrorLine)
            throws IOException {
        ToolProcess started = new ToolProcess(builder.start(), onErrorLine);
        LIVE.add(started);
        started.drain.start();
        started.process.getOutputStream().close();
        return started;
    }

    /**
     * Does the work on the calling thread; kills the program when that takes too long, which ends
     * the work too, since it waits for nothing else.
     */
    <T> T within(Duration limit, Work<T> work) throws IOException {
        ScheduledFuture<?> alarm =
                ALARMS.schedule(this::expire, limit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            T result = work.run();
            if (!expired) {
                return result;
            }
        } catch (IOException e) {
            if (!expired) {
                throw e;
            }
        } finally {
            alarm.cancel(false);
        }
        throw new IOException("not done within " + limit.toMillis() + " ms, killed");
    }

    InputStream output() {
        return process.getInputStream();
    }

    /** Hands over standard output line by line until the program closes it. */
    void lines(Consumer<String> sink) throws IOException {
        try (BufferedReader reader = reader(output())) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                sink.accept(line);
            }
        }
    }

    /** Waits for the end of the program and of its standard error; the exit code. */
    int exit() throws IOException {
        try {
            int code = process.waitFor();
            drain.join(GRACE_MILLIS);
            return code;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a tool was running");
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    /** What the program said on standard error so far. */
    String log() {
        return log.toString();
    }

    /** Ends the program with its children. Harmless when it has ended, or is closed twice. */
    @Override
    public void close() {
        kill();
        try {
            if (!process.waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("process " + process.pid() + " cannot be killed");
            }
            drain.join(GRACE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LIVE.remove(this);
    }

    private void expire() {
        expired = true;
        kill();
    }

    private void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private void drain(Consumer<String> onErrorLine) {
        try (BufferedReader reader = reader(process.getErrorStream())) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                log.add(line);
                onErrorLine.accept(line);
            }
        } catch (IOException | UncheckedIOException e) {
            // A kill can break the pipe in the middle of a line. What was read is in the log.
            log.add("(standard error broke off: " + e.getMessage() + ")");
        }
    }

    private static BufferedReader reader(InputStream stream) {
        return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8), 1 << 16);
    }

    private static ScheduledThreadPoolExecutor alarms() {
        ScheduledThreadPoolExecutor executor =
                new ScheduledThreadPoolExecutor(
                        1,
                        task -> {
                            Thread thread = new Thread(task, "judge-alarms");
                            thread.setDaemon(true);
                            return thread;
                        });
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }
}
