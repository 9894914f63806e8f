package dev.jfrtrace.encoder.generation;

import dev.jfrtrace.encoder.format.Limits;
import java.nio.charset.StandardCharsets;

/** Text within the format's bound on strings (F3). */
public final class Utf8 {
    private static final String CUT = "…";

    /** A char takes at most three bytes (a surrogate pair, two chars, takes four). */
    private static final int SURELY_FITS = Limits.MAX_STRING_BYTES / 3;

    private Utf8() {}

    /** Whether {@code text} is longer than the format allows. */
    public static boolean isTooLong(String text) {
        return text.length() > SURELY_FITS && bytes(text).length > Limits.MAX_STRING_BYTES;
    }

    /** The beginning of {@code text}, with a mark where it was cut. */
    public static String head(String text) {
        int end = Math.min(text.length(), Limits.MAX_STRING_BYTES);
        while (bytes(text.substring(0, end) + CUT).length > Limits.MAX_STRING_BYTES) {
            end--;
        }
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + CUT;
    }

    /** The end of {@code text}: what tells functions apart, and what Go's runtime keeps of them. */
    public static String tail(String text) {
        int start = Math.max(0, text.length() - Limits.MAX_STRING_BYTES);
        while (bytes(CUT + text.substring(start)).length > Limits.MAX_STRING_BYTES) {
            start++;
        }
        if (start < text.length() && Character.isLowSurrogate(text.charAt(start))) {
            start++;
        }
        return CUT + text.substring(start);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
