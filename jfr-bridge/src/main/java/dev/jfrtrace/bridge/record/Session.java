package dev.jfrtrace.bridge.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A recording of another JVM, from its start to the file that holds it. Closing a session stops it.
 * For use by one thread.
 */
public abstract class Session implements AutoCloseable {
    /** The wall clock and JFR's may differ by this much. */
    private static final long SLACK = 1_000_000_000L;

    final Workplace workplace;
    final String name = "jfrtrace-" + ProcessHandle.current().pid();
    private final long since = System.currentTimeMillis() * 1_000_000 - SLACK;
    private boolean isStopped;

    Session(Workplace workplace) {
        this.workplace = workplace;
    }

    /** The process that is recorded. */
    public abstract ProcessHandle process();

    /** Where its JVM keeps what it has recorded, as long as it runs; {@code null} if unknown. */
    abstract Path repository();

    /** Ends the recording in the other JVM. */
    abstract void end() throws IOException;

    /**
     * Stops recording, though the program goes on; does nothing when either has ended.
     *
     * @throws IOException when the JVM could not be told, and goes on recording
     */
    public final void stop() throws IOException {
        if (!isStopped && process().isAlive()) {
            end();
            isStopped = true;
        }
    }

    /** What has been recorded and is on disk, in bytes; the rest is in the JVM's buffers. */
    public final long bytes() {
        Path repository = repository();
        if (repository == null) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(repository)) {
            return files.filter(file -> file.toString().endsWith(".jfr"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException | RuntimeException e) {
            // It comes and goes with the other JVM, and is told to people alone.
            return 0;
        }
    }

    /** What is left where the JVM writes. */
    public final long freeBytes() {
        Path repository = repository();
        try {
            return repository == null
                    ? Long.MAX_VALUE
                    : Files.getFileStore(repository).getUsableSpace();
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    /**
     * The recording, once it was stopped or the program has ended. Of a JVM that was killed, what
     * it had flushed.
     *
     * @throws IOException when there is none
     */
    public final Path recording() throws IOException {
        Path written = workplace.recording();
        // A JVM that exits takes its chunks with it: what is left was left by one that was killed.
        boolean wasKilled = !isStopped && repository() != null;
        if (wasKilled && Salvage.chunks(repository(), since, workplace.salvaged())) {
            return workplace.salvaged();
        }
        if (!Files.exists(written) || Files.size(written) == 0) {
            throw new IOException(
                    "process " + process().pid() + " has recorded nothing before it ended");
        }
        return written;
    }

    /** Leaves no recording behind in the other JVM. */
    @Override
    public void close() throws IOException {
        stop();
    }

    final void stopRecording() throws IOException {
        String said = new Jcmd(process().pid()).run("JFR.stop", "name=" + name);
        if (!said.contains("Stopped recording")) {
            throw new IOException(
                    "process " + process().pid() + " does not stop: " + Jcmd.firstLine(said));
        }
    }
}
