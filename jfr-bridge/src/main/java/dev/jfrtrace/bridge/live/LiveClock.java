package dev.jfrtrace.bridge.live;

import dev.jfrtrace.bridge.collect.JvmRecording;
import dev.jfrtrace.bridge.source.ChunkHeader;
import dev.jfrtrace.bridge.source.RecordingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Ticks of this JVM's events as times of the trace. Anchored once, so that the chunks of a long
 * trace do not drift against each other.
 */
final class LiveClock {
    private static final String REPOSITORY = "jdk.jfr.repository";

    private static final long PATIENCE_NANOS = 2_000_000_000L;

    private static final long PAUSE_NANOS = 1_000_000L;

    /** What two clocks say may differ by this much. */
    static final long SLACK = 1_000_000_000L;

    private final ChunkHeader anchor;

    /** What to add to the system's running time; written by one thread. */
    private volatile long ahead;

    private LiveClock(ChunkHeader anchor) {
        this.anchor = anchor;
        this.ahead = wallTime() - System.nanoTime();
    }

    /** The clock as the newest chunk tells it; JFR must be recording. */
    static LiveClock ofThisJvm() throws IOException {
        return ofNewestChunk(repository(), PATIENCE_NANOS);
    }

    /**
     * The clock as the newest chunk of a repository tells it. A chunk is there before its header
     * is, and gone as soon as nobody wants it: both are over in a moment.
     */
    static LiveClock ofNewestChunk(Path repository, long patienceNanos) throws IOException {
        long begun = System.nanoTime();
        try (PutAside interrupts = new PutAside()) {
            while (true) {
                // A file cannot be read while the flag is set.
                interrupts.again();
                try {
                    return new LiveClock(ChunkHeader.of(newestChunk(repository)));
                } catch (IOException e) {
                    if (System.nanoTime() - begun > patienceNanos) {
                        throw e;
                    }
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        }
    }

    /** The folder that JFR writes its chunks to. */
    static Path repository() throws RecordingException {
        String name = System.getProperty(REPOSITORY);
        if (name == null) {
            throw new RecordingException(
                    Path.of("."),
                    "JFR does not say where its chunks are (system property " + REPOSITORY + ")");
        }
        return Path.of(name);
    }

    /** Names of chunks are times, so that the last one is the newest. */
    private static Path newestChunk(Path repository) throws IOException {
        try (Stream<Path> files = Files.list(repository)) {
            Optional<Path> newest =
                    files.filter(file -> file.toString().endsWith(".jfr"))
                            .max(Comparator.comparing(Path::toString));
            return newest.orElseThrow(
                    () -> new RecordingException(repository, "holds no chunk of JFR"));
        }
    }

    /** Nanoseconds of the trace. */
    long time(long ticks) {
        return JvmRecording.START + anchor.nanos(ticks - anchor.startTicks());
    }

    /** The wall clock at time 0, in nanoseconds since 1970. */
    long wallNanosAtZero() {
        return anchor.startNanos() - JvmRecording.START;
    }

    private long wallTime() {
        return System.currentTimeMillis() * 1_000_000 - wallNanosAtZero();
    }

    /**
     * What happened at {@code time} has been read: by now it is as late at least. JFR's clock may
     * be faster than the system's, by a second in some hours, and may go on while the machine
     * sleeps. To be called by one thread.
     */
    void heard(long time) {
        ahead = Math.max(ahead, time - System.nanoTime());
    }

    /** Now, within some milliseconds, though somebody sets the wall clock. */
    long now() {
        return System.nanoTime() + ahead;
    }

    /** Later than all that has happened, whatever was done to the system's clocks. */
    long latest() {
        return Math.max(now(), wallTime()) + SLACK;
    }
}
