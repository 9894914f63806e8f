package dev.jfrtrace.encoder.read.summary;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Spans of time that begin and end, by a key; their lengths by name. */
final class OpenSpans<K> {
    private record Span(String name, long since) {}

    private final Map<K, Span> open = new HashMap<>();
    private final Map<String, RangeSummary> byName = new TreeMap<>();

    void begin(K key, String name, long time) {
        open.put(key, new Span(name, time));
    }

    /** One that may have begun before. */
    void isOpen(K key, String name, long time) {
        open.putIfAbsent(key, new Span(name, time));
    }

    void end(K key, long time) {
        Span ended = open.remove(key);
        if (ended != null) {
            byName.computeIfAbsent(ended.name, RangeSummary::new).add(time - ended.since);
        }
    }

    List<RangeSummary> summaries() {
        return List.copyOf(byName.values());
    }
}
