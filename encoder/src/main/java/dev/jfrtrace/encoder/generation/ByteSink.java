package dev.jfrtrace.encoder.generation;

import dev.jfrtrace.encoder.format.Varint;
import java.util.Arrays;

/** A byte array that grows, with the format's primitives. */
final class ByteSink {
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

    byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
