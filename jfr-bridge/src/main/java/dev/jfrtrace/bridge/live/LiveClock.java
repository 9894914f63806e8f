package dev.jfrtrace.bridge.live;

import dev.jfrtrace.bridge.collect.JvmRecording;
import dev.jfrtrace.bridge.source.ChunkHeader;

/**
 * Ticks of this JVM's events as times of the trace. Anchored once, so that the chunks of a long
 * trace do not drift against each other.
 */
final class LiveClock {
    /** What two clocks say may differ by this much. */
    static final long SLACK = 1_000_000_000L;

    private final ChunkHeader anchor;

    /** What to add to the system's running time; written by one thread. */
    private volatile long ahead;

    private LiveClock(ChunkHeader anchor) {
        this.anchor = anchor;
        this.ahead = wallTime() - System.nanoTime();
    }

    /** The clock as a chunk tells it. */
    static LiveClock of(ChunkHeader chunk) {
        return new LiveClock(chunk);
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
