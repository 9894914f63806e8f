package dev.jfrtrace.encoder.generation;

import dev.jfrtrace.encoder.format.Limits;
import dev.jfrtrace.encoder.format.Varint;
import java.util.Arrays;

/** A byte array that grows, with the format's primitives. */
final class ByteSink {
    /** Most bytes that a timed event takes. */
    static final int MAX_EVENT = 1 + (1 + Limits.MAX_EVENT_ARGS) * Varint.MAX_LENGTH;

    private byte[] bytes;
    private int length;

    ByteSink(int capacity) {
        bytes = new byte[capacity];
    }

    void type(int number) {
        reserve(1);
        bytes[length++] = (byte) number;
    }

    void varint(long value) {
        reserve(Varint.MAX_LENGTH);
        length = Varint.write(bytes, length, value);
    }

    /** A timed event: the byte, the time and the first {@code count} of the arguments. */
    void event(int number, long dt, int count, long a0, long a1, long a2, long a3) {
        reserve(MAX_EVENT);
        byte[] target = bytes;
        int at = length;
        target[at++] = (byte) number;
        at = Varint.write(target, at, dt);
        if (count > 0) {
            at = Varint.write(target, at, a0);
        }
        if (count > 1) {
            at = Varint.write(target, at, a1);
        }
        if (count > 2) {
            at = Varint.write(target, at, a2);
        }
        if (count > 3) {
            at = Varint.write(target, at, a3);
        }
        length = at;
    }

    void bytes(byte[] source, int from, int count) {
        reserve(count);
        System.arraycopy(source, from, bytes, length, count);
        length += count;
    }

    void clear() {
        length = 0;
    }

    int length() {
        return length;
    }

    byte[] array() {
        return bytes;
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
