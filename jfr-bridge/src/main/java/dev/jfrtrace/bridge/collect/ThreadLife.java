package dev.jfrtrace.bridge.collect;

/**
 * When a thread started, was first seen and ended, as far as a chunk or a JVM tells; in ticks. The
 * compilers' threads end and start again as often as HotSpot likes, and keep their ids.
 */
final class ThreadLife {
    static final long UNKNOWN = Long.MIN_VALUE;

    /** The first start and the last end, as told by events of their own. */
    long start = UNKNOWN;

    long end = UNKNOWN;

    /** Whether it ended before it started: it was there before. */
    boolean endedFirst;

    /** A stack of it, to name it by; {@link JfrRecord#NONE} without one. */
    long firstStack = JfrRecord.NONE;

    /** Whether more is known of it than that it started and ended. */
    boolean isBusy;

    void startAt(long ticks) {
        endedFirst |= start == UNKNOWN && end != UNKNOWN && end < ticks;
        start = start == UNKNOWN ? ticks : Math.min(start, ticks);
    }

    void endAt(long ticks) {
        // Below all times.
        end = Math.max(end, ticks);
    }

    /** When it started, if it was not there before. */
    long birth() {
        return endedFirst ? UNKNOWN : start;
    }

    /** This life on the clock of the JVM. */
    ThreadLife on(ChunkClock clock) {
        ThreadLife life = new ThreadLife();
        life.start = start == UNKNOWN ? UNKNOWN : clock.ticks(start);
        life.end = end == UNKNOWN ? UNKNOWN : clock.ticks(end);
        life.endedFirst = endedFirst;
        life.firstStack = firstStack;
        life.isBusy = isBusy;
        return life;
    }

    void merge(ThreadLife other) {
        endedFirst |= start == UNKNOWN && other.endedFirst;
        if (other.start != UNKNOWN) {
            startAt(other.start);
        }
        endAt(other.end);
        isBusy |= other.isBusy;
        firstStack = firstStack == JfrRecord.NONE ? other.firstStack : firstStack;
    }
}
