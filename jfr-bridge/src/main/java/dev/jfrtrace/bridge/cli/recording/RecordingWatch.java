package dev.jfrtrace.bridge.cli.recording;

import dev.jfrtrace.bridge.cli.terminal.ProgressLine;
import dev.jfrtrace.bridge.record.Meter;
import dev.jfrtrace.bridge.record.Session;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the end of a recording. */
public final class RecordingWatch {
    /**
     * JFR ends its JVM when it cannot write: with less than this left, the recording ends before
     * that.
     */
    private static final long MIN_FREE_BYTES = 64 << 20;

    private static final long LOOK_NANOS = 250_000_000L;

    private final Session session;

    /** Asked for once: each time it would remember whoever asked, until the program ends. */
    private final Future<ProcessHandle> end;

    private final long lengthNanos;
    private final ProgressLine progress;
    private final Growth growth;

    /**
     * A watch that has not begun.
     *
     * @param length {@code null} for as long as the program runs
     */
    public RecordingWatch(Session session, Duration length, ProgressLine progress, Growth growth) {
        this.session = session;
        this.end = session.process().onExit();
        this.lengthNanos = length == null ? Long.MAX_VALUE : length.toNanos();
        this.progress = progress;
        this.growth = growth;
    }

    /**
     * Returns when the program has ended, the time is over, the calling thread is interrupted, or
     * space runs out.
     *
     * @return why the recording ends, if not as was asked for; else {@code null}
     */
    public String await() {
        long start = System.nanoTime();
        Meter meter = new Meter(session);
        for (long spent = 0; spent < lengthNanos; spent = System.nanoTime() - start) {
            if (endsWithin(Math.min(LOOK_NANOS, lengthNanos - spent))) {
                return null;
            }
            growth.look(session);
            if (progress.isSeen()) {
                progress.at(System.nanoTime() - start, meter.read());
            }
            if (session.freeBytes() < MIN_FREE_BYTES) {
                return "the recording ends: less than "
                        + (MIN_FREE_BYTES >> 20)
                        + " MiB are free where the JVM writes it";
            }
        }
        return null;
    }

    private boolean endsWithin(long nanos) {
        try {
            end.get(nanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException | ExecutionException e) {
            return true;
        }
    }
}
