package dev.jfrtrace.bridge.source.chunk;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Text as JFR writes it: a byte that says how, then the text or where it is. */
final class Text {
    private static final int NULL = 0;
    private static final int EMPTY = 1;
    private static final int CONSTANT = 2;
    private static final int UTF8 = 3;
    private static final int CHARS = 4;
    private static final int LATIN1 = 5;

    private Text() {}

    /**
     * Reads a text.
     *
     * @param constants the pool of texts; {@code null} where there can be none
     */
    static String read(Cursor in, Pool constants) {
        int encoding = in.oneByte();
        switch (encoding) {
            case NULL:
                return null;
            case EMPTY:
                return "";
            case CONSTANT:
                Object text = constants == null ? null : constants.value(in.number());
                return text instanceof String ? (String) text : null;
            case UTF8:
                return text(in, StandardCharsets.UTF_8);
            case LATIN1:
                return text(in, StandardCharsets.ISO_8859_1);
            case CHARS:
                return chars(in);
            default:
                throw unknown(encoding);
        }
    }

    private static String text(Cursor in, Charset charset) {
        int size = in.count();
        String text = new String(in.bytes, in.at, size, charset);
        in.at += size;
        return text;
    }

    private static String chars(Cursor in) {
        int start = in.at;
        byte[] latin1 = new byte[in.count()];
        for (int i = 0; i < latin1.length; i++) {
            long next = in.number();
            if (next != (next & 0xFF)) {
                in.at = start;
                return wideChars(in);
            }
            latin1[i] = (byte) next;
        }
        return new String(latin1, StandardCharsets.ISO_8859_1);
    }

    private static String wideChars(Cursor in) {
        char[] chars = new char[in.count()];
        for (int i = 0; i < chars.length; i++) {
            chars[i] = (char) in.number();
        }
        return new String(chars);
    }

    static void skip(Cursor in) {
        int encoding = in.oneByte();
        switch (encoding) {
            case NULL:
            case EMPTY:
                break;
            case CONSTANT:
                in.number();
                break;
            case UTF8:
            case LATIN1:
                in.skip(in.count());
                break;
            case CHARS:
                for (int left = in.count(); left > 0; left--) {
                    in.number();
                }
                break;
            default:
                throw unknown(encoding);
        }
    }

    private static DamageException unknown(int encoding) {
        return new DamageException("a text in encoding " + encoding + ", expected 0 to 5");
    }
}
