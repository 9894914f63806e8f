package dev.jfrtrace.encoder.read.summary;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts who ends whose waits. */
final class Wakes {
    /** Ends are keys of goroutines. */
    private record Edge(Object waker, Object woken, String reason) {}

    private static final class Total {
        long count;
        long sum;
    }

    private final Map<Edge, Total> edges = new HashMap<>();

    /**
     * @param waker {@code null} when it is unknown
     */
    void add(GoroutineSummary waker, GoroutineSummary woken, String reason, long waited) {
        Edge edge = new Edge(WaitSummary.keyOf(waker), WaitSummary.keyOf(woken), reason);
        Total total = edges.computeIfAbsent(edge, key -> new Total());
        total.count++;
        total.sum += waited;
    }

    List<WakeSummary> finish() {
        Map<Edge, WakeSummary> byName = new HashMap<>();
        edges.forEach(
                (edge, total) -> {
                    String waker = WaitSummary.nameOf(edge.waker);
                    String woken = WaitSummary.nameOf(edge.woken);
                    byName.merge(
                            new Edge(waker, woken, edge.reason),
                            new WakeSummary(waker, woken, edge.reason, total.count, total.sum),
                            WakeSummary::plus);
                });
        return List.copyOf(byName.values());
    }
}
