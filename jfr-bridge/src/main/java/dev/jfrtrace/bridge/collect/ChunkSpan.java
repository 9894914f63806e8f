package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.bridge.source.Chunk;

/**
 * What a chunk tells of. Purely data.
 *
 * @param chunk the chunk
 * @param from when it begins, as time of its JVM's recording, in nanoseconds
 * @param to when it ends, likewise
 */
public record ChunkSpan(Chunk chunk, long from, long to) {}
