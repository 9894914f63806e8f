package dev.jfrtrace.bridge.export;

/** Texts of a trace as JSON can have them. */
public final class JsonText {
    private JsonText() {}

    /** With U+FFFD for each half of a pair, which stands for a byte that is no text. */
    public static String clean(String text) {
        if (text.codePoints().noneMatch(JsonText::isHalf)) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> clean.appendCodePoint(isHalf(c) ? 0xFFFD : c));
        return clean.toString();
    }

    private static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
