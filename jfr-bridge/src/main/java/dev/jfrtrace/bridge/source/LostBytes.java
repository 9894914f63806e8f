package dev.jfrtrace.bridge.source;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Sums up what JFR says that it lost. Each {@code jdk.DataLoss} tells what a thread lost just then,
 * and what it has lost since it began, but not which thread that is; and of these events some are
 * lost as well. So the sum is the least that it can be: an event goes on with the count of the
 * thread that had nearly as much before. Not thread-safe.
 */
public final class LostBytes {
    /** Counts that are kept; of more threads the sum knows nothing. */
    private static final int MAX = 4_096;

    /** Losses that are kept one by one. */
    private static final int MAX_LOSSES = 4_096;

    /** What a thread had lost before, and then. */
    private record Loss(long before, long total) {}

    /**
     * Threads by what they have lost. Of each is kept what it had lost before it was first heard of
     * here: by that it goes on with the count of an earlier chunk.
     */
    private final TreeMap<Long, ArrayDeque<Long>> threads = new TreeMap<>();

    /** All, as they came, as long as they are few: whose they are is found out anew with others. */
    private final List<Loss> losses = new ArrayList<>();

    private boolean isComplete = true;
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
        add(new Loss(total - amount, total));
    }

    /**
     * Adds what a later chunk of the same JVM tells, as if its events came here one by one: JFR
     * counts on from chunk to chunk. Of a chunk that tells of very many losses, each thread's count
     * goes on as a whole.
     */
    public void add(LostBytes later) {
        later.losses().forEach(this::add);
    }

    private Stream<Loss> losses() {
        return isComplete
                ? losses.stream()
                : threads.entrySet().stream()
                        .flatMap(
                                count ->
                                        count.getValue().stream()
                                                .map(before -> new Loss(before, count.getKey())));
    }

    private void add(Loss loss) {
        keep(loss);
        Map.Entry<Long, ArrayDeque<Long>> known = threads.floorEntry(loss.before);
        if (known != null) {
            sum += loss.total - known.getKey();
            put(loss.total, take(known));
        } else if (size < MAX) {
            size++;
            sum += loss.total;
            put(loss.total, loss.before);
        }
    }

    private void keep(Loss loss) {
        isComplete &= losses.size() < MAX_LOSSES;
        if (isComplete) {
            losses.add(loss);
        } else {
            losses.clear();
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
