package dev.jfrtrace.bridge.source;

import java.util.Map;

/**
 * A stretch of a chunk that is damaged. Purely data.
 *
 * @param offset where it starts in the chunk
 * @param bytes how long it is
 * @param fromTicks start of the last event before it; the chunk's where there is none
 * @param toTicks start of the first event behind it; {@link Long#MAX_VALUE} where there is none
 * @param events events that lay there, as far as their types can still be told, by their names
 */
public record Gap(
        long offset, long bytes, long fromTicks, long toTicks, Map<String, Long> events) {}
