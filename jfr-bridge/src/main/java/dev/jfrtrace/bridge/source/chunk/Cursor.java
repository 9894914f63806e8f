package dev.jfrtrace.bridge.source.chunk;

/**
 * A place in bytes, and JFR's numbers from there on. Nothing is read at or behind the limit: what
 * reaches there is damaged.
 */
final class Cursor {
    private static final DamageException CUT = new DamageException("bytes end within a value");

    private static final int LAST_SHIFT = 56;

    /** Bytes of the longest number. */
    private static final int LONGEST = 9;

    byte[] bytes;
    int at;
    int limit;

    Cursor() {
        this(new byte[0], 0, 0);
    }

    Cursor(byte[] bytes, int at, int limit) {
        this.bytes = bytes;
        this.at = at;
        this.limit = limit;
    }

    int remaining() {
        return limit - at;
    }

    /** A varint: seven bits a byte, lowest first; a ninth byte is taken whole. */
    long number() {
        if (at < limit) {
            byte first = bytes[at];
            if (first >= 0) {
                at++;
                return first;
            }
        }
        return longNumber();
    }

    /** Passes over so many numbers. */
    void skipNumbers(long count) {
        long left = count;
        int next = at;
        for (; left > 0 && limit - next >= LONGEST; left--) {
            int last = next + LONGEST - 1;
            while (next < last && bytes[next] < 0) {
                next++;
            }
            next++;
        }
        at = next;
        for (; left > 0; left--) {
            number();
        }
    }

    private long longNumber() {
        if (limit - at < LONGEST) {
            return numberNearLimit();
        }
        byte[] from = bytes;
        int next = at;
        long value = 0;
        for (int shift = 0; shift < LAST_SHIFT; shift += 7) {
            byte b = from[next++];
            value |= (b & 0x7FL) << shift;
            if (b >= 0) {
                at = next;
                return value;
            }
        }
        at = next + 1;
        return value | (from[next] & 0xFFL) << LAST_SHIFT;
    }

    /** The same, looking at each byte whether it is still there. */
    private long numberNearLimit() {
        long value = 0;
        for (int shift = 0; shift < LAST_SHIFT; shift += 7) {
            byte b = oneByte();
            value |= (b & 0x7FL) << shift;
            if (b >= 0) {
                return value;
            }
        }
        return value | (oneByte() & 0xFFL) << LAST_SHIFT;
    }

    byte oneByte() {
        if (at >= limit) {
            throw CUT;
        }
        return bytes[at++];
    }

    /** Bits of a float, which is never packed. */
    int fourBytes() {
        require(Integer.BYTES);
        int value = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            value = value << 8 | bytes[at++] & 0xFF;
        }
        return value;
    }

    /** Bits of a double. */
    long eightBytes() {
        return (long) fourBytes() << 32 | fourBytes() & 0xFFFFFFFFL;
    }

    /** How many things follow, each of which takes a byte or more. */
    int count() {
        int count = (int) number();
        require(count);
        return count;
    }

    void skip(int count) {
        require(count);
        at += count;
    }

    private void require(int count) {
        if (count < 0 || count > limit - at) {
            throw CUT;
        }
    }
}
