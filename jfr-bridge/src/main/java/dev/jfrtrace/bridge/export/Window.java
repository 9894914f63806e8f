package dev.jfrtrace.bridge.export;

/**
 * The stretch of a trace that is exported, in nanoseconds from its start; what begins before or
 * ends behind it is cut there.
 *
 * @param begin the first one that is in it
 * @param end the first one that is not
 */
public record Window(long begin, long end) {
    /** All of a trace. */
    public static final Window ALL = new Window(0, Long.MAX_VALUE);

    long from(long start) {
        return start + begin;
    }

    long to(long start) {
        return end == Long.MAX_VALUE ? end : start + end;
    }

    /**
     * Whether something is in it.
     *
     * @param time when it is
     * @param start when the trace starts
     */
    public boolean has(long time, long start) {
        return time >= from(start) && time < to(start);
    }
}
