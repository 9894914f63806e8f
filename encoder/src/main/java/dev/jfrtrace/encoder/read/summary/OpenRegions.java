package dev.jfrtrace.encoder.read.summary;

import dev.jfrtrace.encoder.util.LongMap;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The regions of goroutines; they nest, so that an end is that of the last begin. */
final class OpenRegions {
    private record Span(String name, long since, Spent before) {}

    private final LongMap<Deque<Span>> open = new LongMap<>();
    private final Map<String, RegionSummary> byName = new TreeMap<>();

    private RegionSummary of(String name) {
        return byName.computeIfAbsent(name, RegionSummary::new);
    }

    void begin(GoroutineSummary on, String name, long time) {
        Deque<Span> known = open.get(on.id());
        if (known == null) {
            known = new ArrayDeque<>(2);
            open.put(on.id(), known);
        }
        known.push(new Span(name, time, on.spentUntil(time)));
    }

    void end(GoroutineSummary on, String name, long time) {
        Deque<Span> known = open.get(on.id());
        if (known == null) {
            of(name).addUnfinished();
            return;
        }
        Span ended = known.pop();
        Spent spent = on.spentUntil(time).minus(ended.before);
        of(ended.name).add(new RegionSummary.Slow(on, ended.since, time - ended.since, spent));
        if (known.isEmpty()) {
            open.remove(on.id());
        }
    }

    /** The goroutine has ended, and its regions with it. */
    void abandon(long goroutine) {
        Deque<Span> known = open.get(goroutine);
        if (known != null) {
            countUnfinished(known);
            open.remove(goroutine);
        }
    }

    private void countUnfinished(Deque<Span> spans) {
        spans.forEach(span -> of(span.name).addUnfinished());
    }

    /** The summaries; what is still open is counted as such. */
    List<RegionSummary> finish() {
        open.forEach(this::countUnfinished);
        return List.copyOf(byName.values());
    }
}
