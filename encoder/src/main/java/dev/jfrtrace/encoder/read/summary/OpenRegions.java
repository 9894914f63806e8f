package dev.jfrtrace.encoder.read.summary;

import dev.jfrtrace.encoder.util.LongMap;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The regions of goroutines; they nest, so that an end is that of the last begin. */
final class OpenRegions {
    private record Span(String name, long since) {}

    private final LongMap<Deque<Span>> open = new LongMap<>();
    private final SpanNames names = new SpanNames();

    void begin(long goroutine, String name, long time) {
        Deque<Span> known = open.get(goroutine);
        if (known == null) {
            known = new ArrayDeque<>(2);
            open.put(goroutine, known);
        }
        known.push(new Span(name, time));
    }

    void end(long goroutine, String name, long time) {
        Deque<Span> known = open.get(goroutine);
        if (known == null) {
            names.of(name).addUnfinished();
            return;
        }
        Span ended = known.pop();
        names.of(ended.name).add(time - ended.since, ended.since);
        if (known.isEmpty()) {
            open.remove(goroutine);
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
        spans.forEach(span -> names.of(span.name).addUnfinished());
    }

    /** The summaries; what is still open is counted as such. */
    List<RangeSummary> finish() {
        open.forEach(this::countUnfinished);
        return names.all();
    }
}
