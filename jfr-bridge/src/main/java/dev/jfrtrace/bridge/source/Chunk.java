package dev.jfrtrace.bridge.source;

import java.nio.file.Path;

/**
 * One chunk of a recording file.
 *
 * @param file the file
 * @param offset where the chunk starts in it
 * @param header its header
 * @param length bytes of it that are there, which may be other than the header says
 */
public record Chunk(Path file, long offset, ChunkHeader header, long length) {
    /** A whole one. */
    public Chunk(Path file, long offset, ChunkHeader header) {
        this(file, offset, header, header.size());
    }

    @Override
    public String toString() {
        return "chunk at offset " + offset;
    }
}
