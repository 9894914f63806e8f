package dev.jfrtrace.encoder.generation;

import dev.jfrtrace.encoder.format.Limits;
import java.nio.charset.StandardCharsets;

/** Text within the format's bound on strings (F3). */
public final class Utf8 {
    private static final String CUT = "…";
    private static final int CUT_BYTES = 3;

    /** A char takes at most three bytes (a surrogate pair, two chars, takes four). */
    private static final int SURELY_FITS = Limits.MAX_STRING_BYTES / 3;

    private Utf8() {}

    /** Whether {@code text} is longer than the format allows. */
    public static boolean isTooLong(String text) {
        return text.length() > SURELY_FITS && bytes(text).length > Limits.MAX_STRING_BYTES;
    }

    /** The beginning of {@code text}, with a mark where it was cut. */
    public static String head(String text) {
        int end = 0;
        int bytes = CUT_BYTES;
        while (end < text.length()) {
            int codePoint = text.codePointAt(end);
            bytes += length(codePoint);
            if (bytes > Limits.MAX_STRING_BYTES) {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return text.substring(0, end) + CUT;
    }

    /** The end of {@code text}: what tells functions apart, and what Go's runtime keeps of them. */
    public static String tail(String text) {
        int start = text.length();
        int bytes = CUT_BYTES;
        while (start > 0) {
            int codePoint = text.codePointBefore(start);
            bytes += length(codePoint);
            if (bytes > Limits.MAX_STRING_BYTES) {
                break;
            }
            start -= Character.charCount(codePoint);
        }
        return CUT + text.substring(start);
    }

    private static int length(int codePoint) {
        if (codePoint < 0x80) {
            return 1;
        }
        if (codePoint < 0x800) {
            return 2;
        }
        return codePoint < 0x10000 ? 3 : 4;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
