package dev.jfrtrace.bridge.export;

/**
 * The stretch of a trace that is wanted, in nanoseconds from its start; what begins before or ends
 * behind it is cut there.
 *
 * @param begin the first one that is in it
 * @param end the first one that is not
 */
public record Window(long begin, long end) {
    /** All of a trace. */
    public static final Window ALL = new Window(0, Long.MAX_VALUE);

    /** The same of a trace that starts at a time. */
    public long from(long start) {
        return after(start, begin);
    }

    /** Likewise. */
    public long to(long start) {
        return after(start, end);
    }

    /** Times are not negative: what would be is too far away to be counted. */
    private static long after(long start, long time) {
        long sum = start + time;
        return time > 0 && sum < 0 ? Long.MAX_VALUE : sum;
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
