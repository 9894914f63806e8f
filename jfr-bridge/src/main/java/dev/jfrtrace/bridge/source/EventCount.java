package dev.jfrtrace.bridge.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Counts the events that a chunk frames. Each starts with its size and its type as varints; types 0
 * and 1 are metadata and constants. The count is what tells a chunk that was read to its end from
 * one whose reader gave up without a word.
 */
final class EventCount {
    private static final long METADATA = 0;
    private static final long CONSTANTS = 1;

    private final ByteBuffer bytes;
    private final Path file;

    private EventCount(Path file, ByteBuffer bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /**
     * @param alone a file that holds the chunk and nothing else
     * @param chunk for messages
     */
    static long of(Path alone, Chunk chunk) throws IOException {
        if (chunk.header().size() > Integer.MAX_VALUE) {
            throw new RecordingException(chunk.file(), "the " + chunk + " is larger than 2 GiB");
        }
        try (FileChannel channel = FileChannel.open(alone, StandardOpenOption.READ)) {
            ByteBuffer all = channel.map(FileChannel.MapMode.READ_ONLY, 0, chunk.header().size());
            return new EventCount(chunk.file(), all).count(chunk);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private long count(Chunk chunk) throws IOException {
        long events = 0;
        int at = ChunkHeader.LENGTH;
        int end = bytes.limit();
        while (at < end) {
            bytes.position(at);
            long size = varint(chunk, at);
            long type = varint(chunk, at);
            if (size <= 0 || size > end - at) {
                throw broken(chunk, at, "an event of " + size + " bytes");
            }
            if (type != METADATA && type != CONSTANTS) {
                events++;
            }
            at += (int) size;
        }
        return events;
    }

    /** JFR's varint: seven bits a byte, lowest first; a ninth byte is taken whole. */
    private long varint(Chunk chunk, int at) throws IOException {
        try {
            long value = 0;
            for (int shift = 0; shift < 56; shift += 7) {
                byte b = bytes.get();
                value |= (b & 0x7FL) << shift;
                if (b >= 0) {
                    return value;
                }
            }
            return value | (bytes.get() & 0xFFL) << 56;
        } catch (BufferUnderflowException e) {
            throw broken(chunk, at, "an event that the chunk's end cuts");
        }
    }

    private IOException broken(Chunk chunk, int at, String found) {
        String where = "the " + chunk + " is damaged at its byte " + at;
        return new RecordingException(file, where + ": " + found);
    }
}
