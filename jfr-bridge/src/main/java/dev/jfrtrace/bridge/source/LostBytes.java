package dev.jfrtrace.bridge.source;

import java.util.ArrayDeque;
import java.util.Map;
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

    /**
     * Threads by what they have lost. Of each is kept what it had lost before it was first heard of
     * here: by that it goes on with the count of an earlier chunk.
     */
    private final TreeMap<Long, ArrayDeque<Long>> threads = new TreeMap<>();

    private int size;
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
        goOn(total - amount, total);
    }

    /** Adds what a later chunk of the same JVM tells: JFR counts on from chunk to chunk. */
    public void add(LostBytes later) {
        later.threads.forEach((total, befores) -> befores.forEach(before -> goOn(before, total)));
    }

    private void goOn(long before, long total) {
        Map.Entry<Long, ArrayDeque<Long>> known = threads.floorEntry(before);
        if (known != null) {
            sum += total - known.getKey();
            put(total, take(known));
        } else if (size < MAX) {
            size++;
            sum += total;
            put(total, before);
        }
    }

    private long take(Map.Entry<Long, ArrayDeque<Long>> known) {
        long before = known.getValue().remove();
        if (known.getValue().isEmpty()) {
            threads.remove(known.getKey());
        }
        return before;
    }

    private void put(long total, long before) {
        threads.computeIfAbsent(total, none -> new ArrayDeque<>(1)).add(before);
    }

    /** Bytes that JFR has lost since its JVM began, at the least. */
    public long sum() {
        return sum;
    }
}
