package dev.jfrtrace.bridge.source.chunk;

import java.io.IOException;

/** The event at a place of a chunk, as far as its first two numbers tell: its size and its type. */
final class Frame {
    /** The least that an event takes: its size and its type. */
    private static final int LEAST = 2;

    /** What is looked at of each: size and type, and three numbers more of constants. */
    private static final int START = 48;

    /** No event is larger, the dump of ten thousand threads included; memory is taken for it. */
    private static final int MOST = 64 << 20;

    private final Window window;
    final Cursor cursor = new Cursor();
    private long place;
    private int content;
    private long size;
    private long type;

    Frame(Window window) {
        this.window = window;
    }

    /**
     * Moves to a place, and the cursor behind size and type of the event there.
     *
     * @return {@code false} when no event can be there
     */
    boolean moveTo(long to) throws IOException {
        if (to < 0 || to >= window.length()) {
            return false;
        }
        window.seek(cursor, to, START);
        int first = cursor.at;
        try {
            size = cursor.number();
            type = cursor.number();
        } catch (DamageException e) {
            return false;
        }
        place = to;
        content = cursor.at - first;
        return size >= Math.max(LEAST, content) && size <= window.length() - to;
    }

    /** Whether a place is where the chunk ends. */
    boolean isEnd(long at) {
        return at == window.length();
    }

    long place() {
        return place;
    }

    long size() {
        return size;
    }

    long type() {
        return type;
    }

    /** Where the next event is. */
    long end() {
        return place + size;
    }

    boolean isMetadata() {
        return type == Metadata.TYPE;
    }

    boolean isConstants() {
        return type == Pools.TYPE;
    }

    /**
     * Moves the limit of the cursor, which is behind size and type as {@link #moveTo} has left it,
     * to the end of the event.
     *
     * @return whether all of the event is there
     */
    boolean load() throws IOException {
        if (size > MOST) {
            return false;
        }
        int end = cursor.at - content + (int) size;
        if (end <= window.end()) {
            cursor.limit = end;
            return true;
        }
        window.seek(cursor, place, (int) size);
        boolean isWhole = cursor.remaining() == size;
        cursor.at += content;
        return isWhole;
    }
}
