package dev.jfrtrace.bridge.source;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * An event type as one chunk defines it; the same object for all events of the type in the chunk.
 *
 * @param id the type's number in the chunk
 * @param name full name, as {@code jdk.ThreadPark}
 * @param hasDuration whether its events last
 * @param fields names of all fields, in order
 * @param spans of those that are lengths of time, how many nanoseconds one of their units has; not
 *     of those that are told in ticks
 */
public record JfrType(
        long id,
        String name,
        boolean hasDuration,
        List<String> fields,
        SortedMap<String, Long> spans) {
    /** The units of JFR, as its annotation for lengths of time spells them. */
    private static final Map<String, Long> UNITS =
            Map.of(
                    "NANOSECONDS", 1L,
                    "MICROSECONDS", 1_000L,
                    "MILLISECONDS", 1_000_000L,
                    "SECONDS", 1_000_000_000L);

    public JfrType {
        spans = Collections.unmodifiableSortedMap(spans);
    }

    /** How many nanoseconds a unit has; {@code null} for ticks and what is no unit. */
    public static Long nanosIn(String unit) {
        return unit == null ? null : UNITS.get(unit);
    }

    public boolean has(String field) {
        return fields.contains(field);
    }
}
