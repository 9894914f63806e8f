package dev.jfrtrace.encoder.read.summary;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Spans of time that begin and end, by a key; their lengths by name. */
final class OpenSpans<K> {
    private record Span(String name, long since) {}

    private final Map<K, Span> open = new HashMap<>();
    private final SpanNames names = new SpanNames();

    void begin(K key, String name, long time) {
        open.put(key, new Span(name, time));
    }

    /** One that may have begun before. */
    void isOpen(K key, String name, long time) {
        open.putIfAbsent(key, new Span(name, time));
    }

    /** The end of a span, which has this name if its begin is not in the trace. */
    void end(K key, String name, long time) {
        Span ended = open.remove(key);
        if (ended == null) {
            names.of(name).addUnfinished();
        } else {
            names.of(ended.name).add(time - ended.since, ended.since);
        }
    }

    /** The summaries; what is still open is counted as such. */
    List<RangeSummary> finish() {
        open.values().forEach(span -> names.of(span.name).addUnfinished());
        open.clear();
        return names.all();
    }
}
