package dev.jfrtrace.encoder.read.summary;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts who ends whose waits, and which waits these are. */
final class Wakes {
    /** Ends are names, or the summaries of goroutines that may still get one. */
    private record Edge(Object waker, Object woken, WaitSummary ended) {}

    private record Names(String waker, String woken, String reason) {}

    private static final class Total {
        long count;
        long sum;
    }

    private final Map<Edge, Total> edges = new HashMap<>();

    /**
     * @param waker {@code null} when it is unknown
     */
    void add(GoroutineSummary waker, GoroutineSummary woken, WaitSummary wait, long waited) {
        Edge edge = new Edge(end(waker), end(woken), wait);
        Total total = edges.computeIfAbsent(edge, key -> new Total());
        total.count++;
        total.sum += waited;
    }

    private static Object end(GoroutineSummary g) {
        return g == null ? "" : g.isNamed() ? g.name() : g;
    }

    /** Who woke whom; and tells the waits who waited, and who ended them. */
    List<WakeSummary> finish() {
        Map<Names, WakeSummary> byName = new HashMap<>();
        edges.forEach(
                (edge, total) -> {
                    String waker = name(edge.waker);
                    String woken = name(edge.woken);
                    String reason = edge.ended.reason();
                    edge.ended.ended(waker, woken, total.count, total.sum);
                    byName.merge(
                            new Names(waker, woken, reason),
                            new WakeSummary(waker, woken, reason, total.count, total.sum),
                            WakeSummary::plus);
                });
        return List.copyOf(byName.values());
    }

    private static String name(Object end) {
        return end instanceof GoroutineSummary g ? g.name() : (String) end;
    }
}
