package dev.jfrtrace.encoder.read.summary;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The summaries of spans by name. */
final class SpanNames {
    private final Map<String, RangeSummary> byName = new TreeMap<>();

    RangeSummary of(String name) {
        return byName.computeIfAbsent(name, RangeSummary::new);
    }

    List<RangeSummary> all() {
        return List.copyOf(byName.values());
    }
}
