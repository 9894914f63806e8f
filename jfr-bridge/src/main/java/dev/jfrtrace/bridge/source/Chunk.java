package dev.jfrtrace.bridge.source;

import java.nio.file.Path;

/**
 * One chunk of a recording file.
 *
 * @param file the file
 * @param offset where the chunk starts in it
 * @param header its header
 * @param length bytes of it that are there, which may be other than the header says
 * @param flaw why it is not whole, as the rest of a sentence; {@code null} when it is
 */
public record Chunk(Path file, long offset, ChunkHeader header, long length, String flaw) {
    /** A whole one. */
    public Chunk(Path file, long offset, ChunkHeader header) {
        this(file, offset, header, header.size(), null);
    }

    /** Whether all of it is there, as its header says. */
    public boolean isWhole() {
        return flaw == null;
    }

    @Override
    public String toString() {
        return "chunk at offset " + offset;
    }
}
