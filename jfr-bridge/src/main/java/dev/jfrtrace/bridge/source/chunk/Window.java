package dev.jfrtrace.bridge.source.chunk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The part of a chunk that is in memory. Places are counted from the chunk's start. */
final class Window {
    /** The file that a chunk is in. */
    @FunctionalInterface
    interface Bytes {
        /**
         * Reads from a place of the file on what there is, or a part of it, into an array's buffer.
         *
         * @return how many, or -1 at the end
         */
        int read(ByteBuffer target, long place) throws IOException;
    }

    /** Those of an open file. */
    static Bytes bytes(FileChannel channel) {
        return new Bytes() {
            @Override
            public int read(ByteBuffer target, long place) throws IOException {
                return channel.read(target, place);
            }
        };
    }

    /** Bytes that are read at a time. */
    private static final int PIECE = 1 << 18;

    private final Bytes file;
    private final long offset;
    private long length;
    private ByteBuffer buffer;
    private long start;

    /**
     * A window on a chunk.
     *
     * @param offset where the chunk starts in its file
     * @param length bytes of it that are there
     * @param buffer where they are read to; its own while it is used
     */
    Window(Bytes file, long offset, long length, ByteBuffer buffer) {
        this.file = file;
        this.offset = offset;
        this.length = length;
        this.buffer = buffer.limit(0);
    }

    long length() {
        return length;
    }

    /** Where in a cursor's bytes those end that are in memory. */
    int end() {
        return buffer.limit();
    }

    /** There are so many bytes now; those that were there before are as they were. */
    void grow(long to) {
        length = to;
    }

    /**
     * Moves a cursor to a place, where it can read so many bytes, or as many as the chunk has.
     *
     * @param count at most the length of the chunk: memory is taken for it
     */
    void seek(Cursor cursor, long place, int count) throws IOException {
        long last = Math.min(place + count, length);
        if (place < start || last > start + buffer.limit()) {
            load(place, count);
        }
        cursor.bytes = buffer.array();
        cursor.at = (int) (place - start);
        cursor.limit = (int) (Math.min(last, start + buffer.limit()) - start);
    }

    /**
     * Where reading goes on, as much as there is room for; elsewhere what is asked for: constants
     * stand far apart, each says where the one before is, and nothing else of most is looked at.
     */
    private void load(long place, int count) throws IOException {
        boolean goesOn = place >= start && place <= start + buffer.limit();
        if (count > buffer.capacity()) {
            buffer = ByteBuffer.allocate(count);
        }
        buffer.clear();
        start = place;
        int wanted = goesOn ? buffer.capacity() : count;
        buffer.limit((int) Math.min(wanted, length - place));
        read(buffer, place);
        buffer.flip();
    }

    /** By the piece: for as many bytes at a time the JDK takes memory outside of the heap. */
    private void read(ByteBuffer target, long place) throws IOException {
        int end = target.limit();
        while (target.position() < end) {
            target.limit(Math.min(end, target.position() + PIECE));
            if (file.read(target, offset + place + target.position()) < 0) {
                // The file has become shorter since its length was asked for.
                return;
            }
        }
    }

    /** Bytes of their own; fewer where the file has become shorter. */
    int copy(long place, byte[] target, int at, int count) throws IOException {
        ByteBuffer part = ByteBuffer.wrap(target, at, count).slice();
        read(part, place);
        return part.position();
    }
}
