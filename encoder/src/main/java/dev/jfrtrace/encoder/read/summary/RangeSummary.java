package dev.jfrtrace.encoder.read.summary;

import java.util.Arrays;

/** The ranges of one name: how many, and how long, in nanoseconds. */
public final class RangeSummary {
    private final String name;
    private long[] lengths = new long[16];
    private int count;
    private boolean isSorted;
    private long sum;

    RangeSummary(String name) {
        this.name = name;
    }

    void add(long length) {
        if (count == lengths.length) {
            lengths = Arrays.copyOf(lengths, count * 2);
        }
        lengths[count++] = length;
        sum += length;
        isSorted = false;
    }

    public String name() {
        return name;
    }

    /** How many have ended. */
    public int count() {
        return count;
    }

    public long sum() {
        return sum;
    }

    public long max() {
        return percentile(100);
    }

    /**
     * The length that so many percent of the ranges do not exceed (nearest rank); 0 when there is
     * no range.
     */
    public long percentile(double percent) {
        if (count == 0) {
            return 0;
        }
        if (!isSorted) {
            Arrays.sort(lengths, 0, count);
            isSorted = true;
        }
        int rank = (int) Math.ceil(percent / 100 * count);
        return lengths[Math.max(rank, 1) - 1];
    }
}
