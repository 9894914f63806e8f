package dev.jfrtrace.bridge.source;

import java.io.IOException;
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

    /** Longest start of an event: two varints. */
    private static final int START = 18;

    private final Chunk chunk;
    private final FileChannel channel;
    private final long offset;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);

    /** Where the buffer's first byte stands in the file. */
    private long bufferStart;

    private EventCount(Chunk chunk, FileChannel channel, long offset) {
        this.chunk = chunk;
        this.channel = channel;
        this.offset = offset;
        buffer.limit(0);
    }

    /**
     * @param alone a file that holds the chunk and nothing else
     * @param chunk for messages
     */
    static long of(Path alone, Chunk chunk) throws IOException {
        try (FileChannel channel = FileChannel.open(alone, StandardOpenOption.READ)) {
            return new EventCount(chunk, channel, 0).count();
        }
    }

    /** Whether the events of a chunk end where it says that it ends. */
    static boolean fits(Chunk chunk, FileChannel channel) throws IOException {
        try {
            new EventCount(chunk, channel, chunk.offset()).count();
            return true;
        } catch (RecordingException e) {
            return false;
        }
    }

    private long count() throws IOException {
        long events = 0;
        long end = chunk.header().size();
        for (long at = ChunkHeader.LENGTH; at < end; ) {
            moveTo(at);
            long size = varint(at);
            long type = varint(at);
            if (size <= 0 || size > end - at) {
                throw broken(at, "an event of " + size + " bytes");
            }
            if (type != METADATA && type != CONSTANTS) {
                events++;
            }
            at += size;
        }
        return events;
    }

    /** Makes the start of the event at a place readable, or what the file has of it. */
    private void moveTo(long at) throws IOException {
        long within = at - bufferStart;
        if (within <= buffer.limit() - START) {
            buffer.position((int) within);
            return;
        }
        buffer.clear();
        bufferStart = at;
        while (buffer.hasRemaining()
                && channel.read(buffer, offset + at + buffer.position()) >= 0) {
            // Until the buffer is full or the file ends.
        }
        buffer.flip();
    }

    /** JFR's varint: seven bits a byte, lowest first; a ninth byte is taken whole. */
    private long varint(long at) throws IOException {
        try {
            long value = 0;
            for (int shift = 0; shift < 56; shift += 7) {
                byte b = buffer.get();
                value |= (b & 0x7FL) << shift;
                if (b >= 0) {
                    return value;
                }
            }
            return value | (buffer.get() & 0xFFL) << 56;
        } catch (BufferUnderflowException e) {
            throw broken(at, "an event that the chunk's end cuts");
        }
    }

    private IOException broken(long at, String found) {
        String where = "the " + chunk + " is damaged at its byte " + at;
        return new RecordingException(chunk.file(), where + ": " + found);
    }
}
