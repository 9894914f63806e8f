package dev.jfrtrace.encoder.format;

/**
 * Unsigned LEB128 of 64 bits: seven bits a byte, lowest first, the top bit set on all but the last;
 * 1 to 10 bytes. Negative numbers stand for their two's complement and take 10. JFR's own varint is
 * another one (9 bytes at most, the ninth raw): the two are never mixed.
 */
public final class Varint {
    /** Most bytes that a number takes. */
    public static final int MAX_LENGTH = 10;

    private Varint() {}

    /** Bytes that {@code value} takes, 1 to 10. */
    public static int length(long value) {
        return (Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(value)) + 6) / 7;
    }

    /**
     * Writes {@code value} at {@code position}, where {@link #MAX_LENGTH} bytes must be free.
     *
     * @return the position after it
     */
    public static int write(byte[] target, int position, long value) {
        int at = position;
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            target[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        target[at++] = (byte) rest;
        return at;
    }
}
