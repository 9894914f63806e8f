package dev.jfrtrace.bridge.source;

import java.util.Map;

/**
 * A stretch of a chunk that is damaged. Purely data.
 *
 * @param offset where it starts in the chunk
 * @param bytes how long it is
 * @param fromTicks start of the last event before it, or of the first one behind it if that began
 *     earlier; {@link #NO_EVENT} where it held none
 * @param toTicks start of the other one of the two; {@link #NO_EVENT} where there is none
 * @param events events that lay there, as far as their types can still be told, by their names
 */
public record Gap(long offset, long bytes, long fromTicks, long toTicks, Map<String, Long> events) {
    /** There is no such event. */
    public static final long NO_EVENT = Long.MAX_VALUE;

    /** This one and the one right behind it, which holds no event that can be told. */
    public Gap with(Gap next) {
        return new Gap(offset, bytes + next.bytes, next.fromTicks, next.toTicks, events);
    }
}
