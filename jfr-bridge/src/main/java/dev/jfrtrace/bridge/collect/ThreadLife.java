package dev.jfrtrace.bridge.collect;

/** When a thread started, was first seen and ended, as far as a chunk or a JVM tells; in ticks. */
final class ThreadLife {
    static final long UNKNOWN = Long.MIN_VALUE;

    /** Start and end as told by events of their own. */
    long start = UNKNOWN;

    long end = UNKNOWN;

    /** A stack of it, to name it by; {@link JfrRecord#NONE} without one. */
    long firstStack = JfrRecord.NONE;

    /** Whether more is known of it than that it started and ended. */
    boolean isBusy;

    /** This life on the clock of the JVM. */
    ThreadLife on(ChunkClock clock) {
        ThreadLife life = new ThreadLife();
        life.start = start == UNKNOWN ? UNKNOWN : clock.ticks(start);
        life.end = end == UNKNOWN ? UNKNOWN : clock.ticks(end);
        life.firstStack = firstStack;
        life.isBusy = isBusy;
        return life;
    }

    void merge(ThreadLife other) {
        start = other.start == UNKNOWN ? start : other.start;
        end = other.end == UNKNOWN ? end : other.end;
        isBusy |= other.isBusy;
        firstStack = firstStack == JfrRecord.NONE ? other.firstStack : firstStack;
    }
}
