package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.encoder.format.Limits;

/**
 * How long threads can have run at a stretch, by what they took of the CPUs. Who took five
 * milliseconds in a second did not run for fifty of them, though something was heard of it before
 * and behind.
 */
final class CpuBudget {
    /** JFR writes nothing of threads that took less, in nanoseconds. */
    private static final long LEAST = 1_000_000;

    /** Clocks are not exact, and a thread that is ready may have to wait for its CPU. */
    private static final long TOLERANCE = 2;

    /** When JFR went through all threads, and when it had done so before. */
    private long sweptFrom;

    private long sweptTo;

    /** JFR went through all threads at {@code to}, and has written what they took since. */
    void swept(long from, long to) {
        sweptFrom = from;
        sweptTo = to;
    }

    /** A thread took so much in a time; {@link Long#MAX_VALUE} when that is not known. */
    void took(TracedThread thread, long from, long to, long nanos) {
        boolean knowsLess = thread.tookUntil > from && thread.took < nanos;
        if (!knowsLess) {
            thread.tookFrom = from;
            thread.tookUntil = to;
            thread.took = nanos;
        }
    }

    /** How long the thread can have run from {@code time} on without a word, at most. */
    long at(TracedThread thread, long time) {
        if (thread.tookFrom <= time && time < thread.tookUntil) {
            return Math.max(LEAST, Math.min(thread.took, Silence.GAP) * TOLERANCE);
        }
        boolean isSwept = thread.stopsWithWorld && thread.ownM != Limits.NONE;
        boolean isUntold = thread.tookUntil <= sweptFrom;
        return isSwept && isUntold && sweptFrom <= time && time < sweptTo ? LEAST : Silence.GAP;
    }
}
