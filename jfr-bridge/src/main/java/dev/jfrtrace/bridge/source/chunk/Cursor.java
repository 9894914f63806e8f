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

    /**
     * Reads so many numbers into an array. What is behind the limit is looked at, where there is
     * enough of it in memory: whether it was reached is asked once and not for each byte.
     */
    void numbers(long[] target, int from, int count) {
        if (bytes.length - at < count * LONGEST) {
            for (int i = from; i < from + count; i++) {
                target[i] = number();
            }
            return;
        }
        byte[] source = bytes;
        int next = at;
        for (int i = from; i < from + count; i++) {
            byte b = source[next++];
            long value = b;
            if (b < 0) {
                value &= 0x7F;
                int shift = 7;
                do {
                    b = source[next++];
                    value |= (b & 0x7FL) << shift;
                    shift += 7;
                } while (b < 0 && shift < LAST_SHIFT);
                if (b < 0) {
                    value |= (source[next++] & 0xFFL) << LAST_SHIFT;
                }
            }
            target[i] = value;
        }
        if (next > limit) {
            throw CUT;
        }
        at = next;
    }

    /** Passes over so many numbers. */
    void skipNumbers(long count) {
        byte[] source = bytes;
        int safe = limit - LONGEST;
        long left = count;
        int next = at;
        for (; left > 0 && next <= safe; left--) {
            if (source[next++] < 0) {
                int last = next + LONGEST - 2;
                while (next < last && source[next] < 0) {
                    next++;
                }
                next++;
            }
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
