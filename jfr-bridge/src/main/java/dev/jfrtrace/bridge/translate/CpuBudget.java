package dev.jfrtrace.bridge.translate;

/**
 * Bounds for how long a thread can have run between two events of it, from the CPU time that it is
 * known to have used. A thread that used five milliseconds in a second did not run through a gap of
 * fifty between two of its events; nor through ten gaps of five.
 */
final class CpuBudget {
    /** A sampler that says nothing of a thread for longer may be off, or have lost something. */
    private static final long SAMPLED_FOR = 10_000_000_000L;

    /** Samples are not exactly as far apart as they should be. */
    private static final int SLACK = 2;

    /** JFR writes nothing of threads that took less, in nanoseconds. */
    private static final long LEAST = 1_000_000;

    /** When JFR went through all threads, and when it had done so before. */
    private long sweptFrom;

    private long sweptTo;

    /** Up to then the machine has something left to give, as far as is known. */
    private long roomUntil;

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
            thread.spent = 0;
        }
    }

    /** The machine has something left for whoever wants it, up to then as far as is known. */
    void hasRoom(long until) {
        roomUntil = Math.max(roomUntil, until);
    }

    boolean hasRoomAt(long time) {
        return time < roomUntil;
    }

    /** All CPUs are busy from now on. */
    void hasNoRoom() {
        roomUntil = 0;
    }

    /**
     * A sampler by CPU time has come upon the thread, which has taken a period since it did so
     * before, and takes no more until it does so again. Unless it has to wait for a CPU, and counts
     * as running all the same.
     *
     * @param period 0 where it is not known
     * @return what of the period before is not shown yet
     */
    long sampled(TracedThread thread, long time, long period) {
        boolean hasRoom = hasRoomAt(time);
        long shown = time < thread.tookUntil ? thread.spent : 0;
        if (period > 0) {
            thread.tookFrom = time;
            thread.tookUntil = time + SAMPLED_FOR;
            thread.took = hasRoom ? period * SLACK : Long.MAX_VALUE;
            thread.spent = 0;
        }
        return hasRoom ? Math.max(0, period - shown) : 0;
    }

    /** The thread counts as running between the two times. */
    void spend(TracedThread thread, long from, long to) {
        if (thread.tookFrom <= from && from < thread.tookUntil) {
            thread.spent += to - from;
        }
    }

    /**
     * How long the thread can have run from {@code time} on without a word, at most. Who has spent
     * all that it took was off the CPU between any two words of it, however close they are.
     */
    long at(TracedThread thread, long time) {
        long patience = byCpu(thread, time);
        boolean isShort = thread.hasUntoldWaits() && time > thread.seenRunningAt;
        return isShort ? Math.min(patience, Silence.GAP_OF_UNTOLD) : patience;
    }

    private long byCpu(TracedThread thread, long time) {
        if (thread.tookFrom <= time && time < thread.tookUntil) {
            long left = left(thread, time);
            return left < LEAST ? 0 : left;
        }
        boolean isSwept = thread.stopsWithWorld && !thread.isVirtual();
        boolean isUntold = thread.tookUntil <= sweptFrom;
        return isSwept && isUntold && sweptFrom <= time && time < sweptTo ? LEAST : Silence.GAP;
    }

    /**
     * What it can have run up to {@code time}, without what it has already. Clocks are not exact,
     * and a thread that is ready may have to wait for its CPU: by the end it is twice what it took.
     * All that it took may have been at once, wherever in the period; the rest comes with time.
     */
    private static long left(TracedThread thread, long time) {
        if (thread.took == Long.MAX_VALUE) {
            return Silence.GAP;
        }
        double share = (double) (time - thread.tookFrom) / (thread.tookUntil - thread.tookFrom);
        return (long) (thread.took * (1 + share)) - thread.spent;
    }
}
