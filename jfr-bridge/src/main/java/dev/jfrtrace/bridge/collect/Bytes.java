package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.encoder.format.Varint;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A byte array to fill and to read back, with the two shapes that records are made of. Internal to
 * this run of the program: nothing here is a file format.
 */
final class Bytes {
    byte[] array;
    int length;
    int at;

    Bytes(int capacity) {
        array = new byte[capacity];
    }

    /** Nothing more will come: takes no more room than is needed. */
    void trim() {
        array = Arrays.copyOf(array, length);
    }

    void clear() {
        length = 0;
        at = 0;
    }

    void putNumber(long value) {
        reserve(Varint.MAX_LENGTH);
        length = Varint.write(array, length, value);
    }

    /** Small negative numbers stay small. */
    void putSigned(long value) {
        putNumber(value << 1 ^ value >> 63);
    }

    void putText(String text) {
        if (text == null) {
            putNumber(0);
            return;
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        putNumber(utf8.length + 1L);
        reserve(utf8.length);
        System.arraycopy(utf8, 0, array, length, utf8.length);
        length += utf8.length;
    }

    long number() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte b = array[at++];
            value |= (b & 0x7FL) << shift;
            if (b >= 0) {
                return value;
            }
        }
    }

    long signed() {
        long coded = number();
        return coded >>> 1 ^ -(coded & 1);
    }

    String text() {
        int size = (int) number();
        if (size == 0) {
            return null;
        }
        String text = new String(array, at, size - 1, StandardCharsets.UTF_8);
        at += size - 1;
        return text;
    }

    private void reserve(int more) {
        if (array.length - length < more) {
            array = Arrays.copyOf(array, Math.max(array.length * 2, length + more));
        }
    }
}
