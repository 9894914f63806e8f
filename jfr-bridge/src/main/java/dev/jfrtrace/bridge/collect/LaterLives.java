package dev.jfrtrace.bridge.collect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When threads of a chunk started and ended that had done so before: few do, but those often. In
 * ticks, and in no order.
 */
final class LaterLives {
    /** Of all threads together: behind that, no more is known than of threads with one life. */
    private static final int MAX = 1 << 16;

    private final Map<Integer, List<Long>> starts = new HashMap<>();
    private final Map<Integer, List<Long>> ends = new HashMap<>();
    private int size;

    void starts(int row, long ticks) {
        add(starts, row, ticks);
    }

    void ends(int row, long ticks) {
        add(ends, row, ticks);
    }

    private void add(Map<Integer, List<Long>> times, int row, long ticks) {
        if (size < MAX) {
            times.computeIfAbsent(row, r -> new ArrayList<>(1)).add(ticks);
            size++;
        }
    }

    boolean endsNear(int row, long ticks, long tolerance) {
        return ends.getOrDefault(row, List.of()).stream()
                .anyMatch(end -> ThreadRows.isNear(end, ticks, tolerance));
    }

    /** The last start up to a time; {@link ThreadRows#UNKNOWN} without one. */
    long lastStart(int row, long ticks) {
        return starts.getOrDefault(row, List.of()).stream()
                .filter(start -> start <= ticks)
                .mapToLong(Long::longValue)
                .max()
                .orElse(ThreadRows.UNKNOWN);
    }
}
