package dev.jfrtrace.encoder.read.text;

import dev.jfrtrace.encoder.util.LosslessUtf8;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Strings as Go's {@code strconv.Quote} writes them and {@code strconv.Unquote} reads them. */
final class GoQuote {
    private static final String ESCAPED = "abfnrtv\\\"'";
    private static final String MEANT = "\u0007\b\f\n\r\t\u000B\\\"'";

    private GoQuote() {}

    /** Appends a text, in which {@link LosslessUtf8} may have left bytes. */
    static void append(StringBuilder out, String text) {
        out.append('"');
        int at = 0;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            appendOne(out, codePoint);
            at += Character.charCount(codePoint);
        }
        out.append('"');
    }

    private static void appendOne(StringBuilder out, int codePoint) {
        if (codePoint >= ' ' && codePoint < 0x7F && codePoint != '"' && codePoint != '\\') {
            out.append((char) codePoint);
            return;
        }
        int known = codePoint == '\'' ? -1 : MEANT.indexOf(codePoint);
        if (known >= 0) {
            out.append('\\').append(ESCAPED.charAt(known));
        } else if (codePoint < 0x80) {
            out.append(hex("\\x", codePoint, 2));
        } else if (LosslessUtf8.isEscape(codePoint)) {
            out.append(hex("\\x", codePoint & 0xFF, 2));
        } else if (isPrint(codePoint)) {
            out.appendCodePoint(codePoint);
        } else if (codePoint < 0x10000) {
            out.append(hex("\\u", codePoint, 4));
        } else {
            out.append(hex("\\U", codePoint, 8));
        }
    }

    private static String hex(String prefix, int value, int digits) {
        return prefix + String.format("%0" + digits + "x", value);
    }

    /** Letters, marks, numbers, punctuation and symbols, as Go has it; the tables' years differ. */
    private static boolean isPrint(int codePoint) {
        switch (Character.getType(codePoint)) {
            case Character.UNASSIGNED:
            case Character.CONTROL:
            case Character.FORMAT:
            case Character.SURROGATE:
            case Character.PRIVATE_USE:
            case Character.SPACE_SEPARATOR:
            case Character.LINE_SEPARATOR:
            case Character.PARAGRAPH_SEPARATOR:
                return false;
            default:
                return true;
        }
    }

    /**
     * The bytes of a text in double quotes or back quotes.
     *
     * @throws IllegalArgumentException when it is not quoted in one of these ways
     */
    static byte[] unquote(String quoted) {
        int last = quoted.length() - 1;
        char quote = quoted.isEmpty() ? 0 : quoted.charAt(0);
        if (last < 1 || quoted.charAt(last) != quote || quote != '"' && quote != '`') {
            throw new IllegalArgumentException("no quoted string: " + quoted);
        }
        String inner = quoted.substring(1, last);
        if (quote == '`') {
            if (inner.indexOf('`') >= 0) {
                throw new IllegalArgumentException("a back quote inside: " + quoted);
            }
            return LosslessUtf8.encode(inner.replace("\r", ""));
        }
        return new Unquoting(inner).bytes();
    }

    /** The inside of double quotes, worked off from left to right. */
    private static final class Unquoting {
        private final String text;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int at;

        Unquoting(String text) {
            this.text = text;
        }

        byte[] bytes() {
            while (at < text.length()) {
                int codePoint = text.codePointAt(at);
                at += Character.charCount(codePoint);
                if (codePoint == '"') {
                    throw new IllegalArgumentException("a quote inside: " + text);
                } else if (codePoint == '\\') {
                    escape();
                } else {
                    bytes.writeBytes(LosslessUtf8.encode(Character.toString(codePoint)));
                }
            }
            return bytes.toByteArray();
        }

        private void escape() {
            char kind = at < text.length() ? text.charAt(at++) : 0;
            int known = ESCAPED.indexOf(kind);
            if (kind == 'x') {
                bytes.write(number(2, 16));
            } else if (kind == 'u' || kind == 'U') {
                codePoint(number(kind == 'u' ? 4 : 8, 16));
            } else if (kind >= '0' && kind <= '7') {
                at--;
                int value = number(3, 8);
                require(value <= 0xFF);
                bytes.write(value);
            } else {
                require(known >= 0 && kind != '\'');
                bytes.write(MEANT.charAt(known));
            }
        }

        private void codePoint(int value) {
            require(Character.isValidCodePoint(value) && (value < 0xD800 || value > 0xDFFF));
            bytes.writeBytes(Character.toString(value).getBytes(StandardCharsets.UTF_8));
        }

        private int number(int digits, int radix) {
            require(at + digits <= text.length());
            long value = 0;
            for (int i = 0; i < digits; i++) {
                int digit = Character.digit(text.charAt(at++), radix);
                require(digit >= 0);
                value = value * radix + digit;
            }
            require(value <= Integer.MAX_VALUE);
            return (int) value;
        }

        private void require(boolean isGood) {
            if (!isGood) {
                throw new IllegalArgumentException("a bad escape: " + text);
            }
        }
    }
}
