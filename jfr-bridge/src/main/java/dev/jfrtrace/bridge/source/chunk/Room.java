package dev.jfrtrace.bridge.source.chunk;

import java.nio.ByteBuffer;

/** Bytes for a chunk: for the window on it and for its constants. Used again for the next one. */
final class Room {
    /** Larger ones are not kept; those of usual chunks have a quarter of it. */
    private static final int LARGE = 16 << 20;

    private final ByteBuffer window = ByteBuffer.allocate(1 << 18);
    private byte[] bytes = {};

    ByteBuffer window() {
        return window;
    }

    /** So many bytes for constants, or more: there may be anything in them. */
    byte[] constants(int count) {
        if (bytes.length < count) {
            // The next chunk's will be about as many, and so rarely more than up to a power of two.
            bytes = new byte[count < LARGE ? 2 * Integer.highestOneBit(count) : count];
        }
        return bytes;
    }

    boolean isWorthKeeping() {
        return bytes.length < LARGE;
    }
}
