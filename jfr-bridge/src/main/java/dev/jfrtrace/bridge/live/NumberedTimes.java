package dev.jfrtrace.bridge.live;

import dev.jfrtrace.bridge.collect.JvmThread;
import java.util.Arrays;

/** A time, in nanoseconds of the trace, for each of the small numbers that threads have. */
final class NumberedTimes {
    private static final long UNKNOWN = JvmThread.UNKNOWN;

    private long[] times = {};

    /** The time of a number; {@link JvmThread#UNKNOWN} for one that has none. */
    long get(int number) {
        return number < times.length ? times[number] : UNKNOWN;
    }

    boolean has(int number) {
        return get(number) != UNKNOWN;
    }

    void set(int number, long time) {
        int known = times.length;
        if (number >= known) {
            times = Arrays.copyOf(times, Math.max(number + 1, 2 * known));
            Arrays.fill(times, known, times.length, UNKNOWN);
        }
        times[number] = time;
    }

    /** The later one of two times counts. */
    void raise(int number, long time) {
        set(number, Math.max(get(number), time));
    }

    void forget(int number) {
        if (has(number)) {
            times[number] = UNKNOWN;
        }
    }
}
