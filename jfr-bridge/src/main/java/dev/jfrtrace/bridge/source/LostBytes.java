package dev.jfrtrace.bridge.source;

import java.util.TreeMap;

/**
 * Sums up what JFR says that it lost. Each {@code jdk.DataLoss} tells what a thread lost just then,
 * and what it has lost since it began, but not which thread that is; and of these events some are
 * lost as well. So the sum is the least that it can be: an event goes on with the count of the
 * thread that had nearly as much before. Not thread-safe.
 */
public final class LostBytes {
    /** Counts that are kept; of more threads the sum knows nothing. */
    private static final int MAX = 4_096;

    /** How many threads have lost so much, by how much that is. */
    private final TreeMap<Long, Integer> counts = new TreeMap<>();

    private int threads;
    private long sum;

    /** Of nothing, yet. */
    public LostBytes() {}

    /**
     * Adds an event, which comes behind those of the same thread that were written before.
     *
     * @param amount bytes that the thread lost just then
     * @param total the same since it began
     */
    public void add(long amount, long total) {
        Long before = counts.floorKey(total - amount);
        if (before == null && threads >= MAX) {
            return;
        }
        if (before == null) {
            threads++;
            sum += total;
        } else {
            counts.computeIfPresent(before, (count, many) -> many == 1 ? null : many - 1);
            sum += total - before;
        }
        counts.merge(total, 1, Integer::sum);
    }

    /** Bytes that JFR has lost since its JVM began, at the least. */
    public long sum() {
        return sum;
    }
}
