package dev.jfrtrace.encoder.read.summary;

import java.util.Arrays;

/** A share of 0 to 1 over time, which changes in steps. */
final class UtilizationCurve {
    private long[] times = new long[16];
    private double[] shares = new double[16];
    private int size;

    /** The share from now on; of two at the same time the lower one holds. */
    void add(long time, double share) {
        if (size > 0) {
            int last = size - 1;
            if (share == shares[last]) {
                return;
            }
            if (time == times[last]) {
                shares[last] = Math.min(shares[last], share);
                return;
            }
        }
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            shares = Arrays.copyOf(shares, size * 2);
        }
        times[size] = time;
        shares[size] = share;
        size++;
    }

    /** Lowers all that is known so far. */
    void lower(Share by) {
        for (int i = 0; i < size; i++) {
            shares[i] = Math.max(0, shares[i] - by.at(times[i]));
        }
    }

    /** A share that depends on the time. */
    interface Share {
        double at(long time);
    }

    /**
     * The lowest mean over any stretch of this length; over the whole curve, which ends at its last
     * step, when that is shorter.
     */
    double minimum(long window) {
        long length = Math.min(window, times[size - 1] - times[0]);
        if (length <= 0) {
            return 0;
        }
        double lowest = 1;
        // The mean moves in straight lines between stretches of which an end is at a step.
        Integral left = new Integral();
        Integral right = new Integral();
        long last = times[size - 1] - length;
        long time = times[0];
        while (true) {
            lowest = Math.min(lowest, (right.upTo(time + length) - left.upTo(time)) / length);
            if (time >= last || lowest == 0) {
                return lowest;
            }
            time = Math.min(last, Math.min(left.next(), right.next() - length));
        }
    }

    /** The sum of share times length from the start on, for times that rise. */
    private final class Integral {
        /** The last step that is not behind the time. */
        private int at;

        private double before;

        double upTo(long time) {
            while (at + 1 < size && times[at + 1] <= time) {
                before += shares[at] * (times[at + 1] - times[at]);
                at++;
            }
            return before + shares[at] * (time - times[at]);
        }

        long next() {
            return at + 1 < size ? times[at + 1] : Long.MAX_VALUE;
        }
    }
}
