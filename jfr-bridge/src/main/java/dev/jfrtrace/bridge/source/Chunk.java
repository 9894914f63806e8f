package dev.jfrtrace.bridge.source;

import java.nio.file.Path;

/**
 * One chunk of a recording file.
 *
 * @param file the file
 * @param offset where the chunk starts in it
 * @param header its header
 */
public record Chunk(Path file, long offset, ChunkHeader header) {
    @Override
    public String toString() {
        return "chunk at offset " + offset;
    }
}
