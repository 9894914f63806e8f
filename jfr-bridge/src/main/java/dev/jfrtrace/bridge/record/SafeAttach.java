package dev.jfrtrace.bridge.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Sees to it that nobody is harmed by being attached to. Who attaches asks a JVM by SIGQUIT to
 * listen, which ends a process that does not catch it: a program that is no JVM, and a JVM that has
 * hardly started. One that runs with {@code -Xrs} never catches it, and listens from its start.
 */
final class SafeAttach {
    /** A line of Linux about a process: the signals that it catches, as bits. */
    private static final String CAUGHT = "SigCgt:";

    private static final long QUIT = 1 << 2;

    /** Its number in each namespace that it is in, the innermost last. */
    private static final String NUMBERS = "NSpid:";

    /** What a process has in its memory that is a JVM: some others catch the signal, too. */
    private static final String LIBRARY = "libjvm";

    /**
     * HotSpot starts it behind what takes the file of an earlier process out of the way: until then
     * a JVM that has been asked to listen may take its own for one, and nobody can speak to it.
     */
    private static final String STARTED = "Service Thread";

    /** A JVM that starts catches it within a tenth of a second where the machine is idle. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final long PAUSE_MILLIS = 20;

    private final long pid;
    private final Path process;

    private SafeAttach(long pid) {
        this.pid = pid;
        this.process = Path.of("/proc", String.valueOf(pid));
    }

    /**
     * Returns when a process can be attached to, as far as the system tells; waits for a JVM that
     * has hardly started.
     *
     * @throws IOException when it would be ended
     */
    static void check(long pid) throws IOException {
        check(pid, PATIENCE);
    }

    /**
     * The same.
     *
     * @param patience how long a JVM may take to start
     */
    static void check(long pid, Duration patience) throws IOException {
        SafeAttach attach = new SafeAttach(pid);
        if (Files.isReadable(attach.process.resolve("status"))) {
            attach.check(patience);
        }
    }

    private void check(Duration patience) throws IOException {
        if (!hasLibrary()) {
            throw new IOException("process " + pid + " is not a JVM: 'jfrtrace ps' lists them");
        }
        long begun = System.nanoTime();
        while (!(catchesQuit() && hasStarted()) && !listens()) {
            if (System.nanoTime() - begun > patience.toNanos()) {
                checkQuit();
                return;
            }
            pause();
        }
    }

    /** Not all JVMs have the thread by which is seen that they have started. */
    private void checkQuit() throws IOException {
        if (!catchesQuit()) {
            throw new IOException(
                    "process "
                            + pid
                            + " is a JVM that accepts no attachments and does not handle SIGQUIT, so"
                            + " attaching would end it");
        }
    }

    private void pause() throws IOException {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while process " + pid + " started", e);
        }
    }

    private boolean hasLibrary() throws IOException {
        try (Stream<String> lines = Files.lines(process.resolve("maps"))) {
            return lines.anyMatch(line -> line.contains(LIBRARY));
        } catch (FileSystemException | UncheckedIOException e) {
            // Of another user: attaching fails by itself.
            return true;
        }
    }

    private boolean catchesQuit() throws IOException {
        String caught = status(CAUGHT);
        return caught.isEmpty() || (Long.parseUnsignedLong(caught, 16) & QUIT) != 0;
    }

    private boolean hasStarted() throws IOException {
        try (Stream<Path> threads = Files.list(process.resolve("task"))) {
            return threads.anyMatch(thread -> nameOf(thread).equals(STARTED));
        } catch (FileSystemException | UncheckedIOException e) {
            // It has ended: attaching fails by itself.
            return true;
        }
    }

    private static String nameOf(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).strip();
        } catch (IOException e) {
            // It has ended.
            return "";
        }
    }

    /**
     * By a socket in the temporary folder that it sees. An older one is of a process that has had
     * the same number, and was killed.
     */
    private boolean listens() throws IOException {
        String[] numbers = status(NUMBERS).split("\\s+");
        String own = numbers[numbers.length - 1];
        Path socket = process.resolve("root/tmp/.java_pid" + own);
        try {
            Instant made = Files.getLastModifiedTime(socket).toInstant();
            return started().map(start -> !made.isBefore(start)).orElse(true);
        } catch (FileSystemException e) {
            return false;
        }
    }

    /** To the second, which it may be too early. */
    private Optional<Instant> started() {
        return ProcessHandle.of(pid)
                .flatMap(handle -> handle.info().startInstant())
                .map(start -> start.minusSeconds(1));
    }

    /** What Linux says of the process; empty where it says nothing, or the process has ended. */
    private String status(String key) throws IOException {
        List<String> lines;
        try {
            // The process's name is cut after so many bytes, in the midst of a letter if need be.
            lines = Files.readAllLines(process.resolve("status"), StandardCharsets.ISO_8859_1);
        } catch (FileSystemException e) {
            return "";
        }
        return lines.stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(key.length()).strip())
                .findFirst()
                .orElse("");
    }
}
