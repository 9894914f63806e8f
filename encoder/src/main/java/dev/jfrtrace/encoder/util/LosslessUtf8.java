package dev.jfrtrace.encoder.util;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Text of a foreign program, which may hold bytes that are no UTF-8. Each such byte becomes one
 * char from U+DC80 to U+DCFF, half a surrogate pair that stands in no proper text: so different
 * bytes give different texts, and {@link #encode} gives the bytes back.
 */
public final class LosslessUtf8 {
    private static final char ESCAPE = '\uDC00';

    private LosslessUtf8() {}

    public static String decode(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return decodeBeyondAscii(bytes);
            }
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String decodeBeyondAscii(byte[] bytes) {
        try {
            // A decoder reports what String's constructor would replace.
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return decodePieces(bytes);
        }
    }

    private static String decodePieces(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        int at = 0;
        while (at < bytes.length) {
            int length = sequence(bytes, at);
            if (length == 0) {
                text.append((char) (ESCAPE | bytes[at] & 0xFF));
                at++;
            } else {
                text.append(new String(bytes, at, length, StandardCharsets.UTF_8));
                at += length;
            }
        }
        return text.toString();
    }

    /** The length of the well-formed sequence that starts at {@code at}, or 0. */
    private static int sequence(byte[] bytes, int at) {
        int first = bytes[at] & 0xFF;
        int length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        if (at + length > bytes.length) {
            return 0;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, at, length));
            return length;
        } catch (CharacterCodingException e) {
            return 0;
        }
    }

    public static byte[] encode(CharSequence text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() + 16);
        int at = 0;
        while (at < text.length()) {
            int codePoint = Character.codePointAt(text, at);
            if (isEscape(codePoint)) {
                bytes.write(codePoint & 0xFF);
            } else if (codePoint < 0x80) {
                bytes.write(codePoint);
            } else {
                bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
            }
            at += Character.charCount(codePoint);
        }
        return bytes.toByteArray();
    }

    /** Whether a code point stands for one byte that is no UTF-8, its lower eight bits. */
    public static boolean isEscape(int codePoint) {
        return codePoint >= (ESCAPE | 0x80) && codePoint <= (ESCAPE | 0xFF);
    }
}
