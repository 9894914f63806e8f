package dev.jfrtrace.bridge.source;

import java.util.List;

/**
 * An event type as one chunk defines it; the same object for all events of the type in the chunk.
 *
 * @param id the type's number in the chunk
 * @param name full name, as {@code jdk.ThreadPark}
 * @param hasDuration whether its events last
 * @param fields names of all fields, in order
 */
public record JfrType(long id, String name, boolean hasDuration, List<String> fields) {
    public boolean has(String field) {
        return fields.contains(field);
    }
}
