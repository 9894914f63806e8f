package dev.jfrtrace.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One thread that does what it is told, so that a test says which thread makes which call. */
final class Actor {
    /** Longer than anything here takes on the slowest machine: reached only by what hangs. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ExecutorService executor;
    private Thread thread;

    Actor(ThreadFactory factory) {
        executor =
                Executors.newSingleThreadExecutor(
                        work -> {
                            thread = factory.newThread(work);
                            return thread;
                        });
    }

    <T> Future<T> begin(Callable<T> call) {
        return executor.submit(call);
    }

    /** Does it and returns when it is done. */
    <T> T call(Callable<T> call) throws Exception {
        return done(begin(call));
    }

    /** The result; throws what the call threw. */
    static <T> T done(Future<T> call) throws Exception {
        try {
            return call.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Returns when the thread waits within a method of this name. */
    void awaitWaitingIn(String method) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!waitsIn(method)) {
            assertThat(System.nanoTime()).as("waits in " + method).isLessThan(deadline);
            Thread.sleep(1);
        }
    }

    private boolean waitsIn(String method) {
        Thread.State state = thread.getState();
        return (state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING)
                && Stream.of(thread.getStackTrace())
                        .anyMatch(frame -> frame.getMethodName().equals(method));
    }

    void interrupt() {
        thread.interrupt();
    }

    /** Ends the thread; it must not be busy. */
    void die() throws InterruptedException {
        executor.shutdown();
        thread.join(PATIENCE.toMillis());
        assertThat(thread.isAlive()).isFalse();
    }

    /** Ends the thread, whatever it does. */
    void giveUp() {
        executor.shutdownNow();
    }
}
