package dev.jfrtrace.bridge.cli.terminal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers and names as people read them. */
public final class Text {
    private static final double KILO = 1000;

    /** With one digit behind the point it is shown as 1000.0. */
    private static final double ROUNDED_TO_KILO = 999.95;

    /** Separators of lines, and what sets the direction of text for more than a letter. */
    private static final String MOVING =
            "\u2028\u2029\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069";

    /** Of a qualified name, where more than a class and a method follow. */
    private static final Pattern PACKAGE =
            Pattern.compile("([\\p{Ll}_])[\\p{L}\\p{N}_]*\\.(?=[^./]+\\.[^./]+)");

    private static final MathContext THREE_DIGITS = new MathContext(3);
    private static final long THOUSAND_SECONDS = 1_000_000_000_000L;
    private static final String[] SIZES = {"bytes", "KB", "MB", "GB", "TB"};
    private static final int SHOWN = 70;
    private static final String[] SPANS = {"ns", "us", "ms", "s"};

    private Text() {}

    /** {@code 1,234,567}. */
    public static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    /** {@code 1 thread}, {@code 2 threads}. */
    public static String count(long n, String one) {
        return count(n) + " " + one + (n == 1 ? "" : "s");
    }

    /** {@code 12.3 MB}. */
    public static String size(long bytes) {
        double n = bytes;
        int unit = 0;
        while (n >= (unit == 0 ? KILO : ROUNDED_TO_KILO) && unit < SIZES.length - 1) {
            n /= KILO;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", n, SIZES[unit]);
    }

    /** {@code 12 ms}, {@code 1.23 s}, {@code 2 min 5 s}, {@code 3 h 4 min}. */
    public static String duration(long nanos) {
        double seconds = nanos / 1e9;
        if (seconds < 0.9995) {
            return String.format(Locale.ROOT, "%.0f ms", nanos / 1e6);
        }
        if (seconds < 59.95) {
            return String.format(Locale.ROOT, seconds < 9.995 ? "%.2f s" : "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        if (whole < 3600) {
            return whole / 60 + " min " + whole % 60 + " s";
        }
        return whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }

    /** {@code 0}, {@code 123 ns}, {@code 4.56 us}, {@code 7.89 ms}, {@code 12.3 s}. */
    public static String span(long nanos) {
        if (nanos == 0) {
            return "0";
        }
        boolean isLong = nanos >= THOUSAND_SECONDS;
        double value = isLong ? nanos : new BigDecimal(nanos).round(THREE_DIGITS).doubleValue();
        int unit = 0;
        while (value >= KILO && unit < SPANS.length - 1) {
            value /= KILO;
            unit++;
        }
        int digits = unit == 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + digits + "f %s", value, SPANS[unit]);
    }

    /** {@code 12.3 %}. */
    public static String percent(long part, long whole) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * ratio(part, whole));
    }

    /** The start of a long text; no character is cut in halves. */
    public static String cut(String text) {
        if (text.length() <= SHOWN) {
            return text;
        }
        int end = SHOWN - 3;
        boolean isInPair = Character.isSurrogatePair(text.charAt(end - 1), text.charAt(end));
        return text.substring(0, isInPair ? end - 1 : end) + "...";
    }

    /**
     * A long name of a class, a method or a file without its begin: packages are letters then, and
     * what tells most comes last. What stands behind it in brackets stays.
     */
    public static String name(String text) {
        int bracket = text.indexOf(" (");
        String name = bracket < 0 ? text : text.substring(0, bracket);
        return initials(name) + text.substring(name.length());
    }

    private static String initials(String name) {
        String left = name;
        StringBuilder initials = new StringBuilder();
        Matcher first = PACKAGE.matcher(left);
        while (initials.length() + left.length() > SHOWN && first.lookingAt()) {
            initials.append(first.group(1)).append('.');
            left = left.substring(first.end());
            first = PACKAGE.matcher(left);
        }
        String all = initials + left;
        if (all.length() <= SHOWN) {
            return all;
        }
        int begin = all.length() - SHOWN + 3;
        boolean isInPair = Character.isSurrogatePair(all.charAt(begin - 1), all.charAt(begin));
        boolean isSkipped = isInPair || all.charAt(begin) == '.';
        return "..." + all.substring(isSkipped ? begin + 1 : begin);
    }

    public static double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    /** With a blank for each character that would move the cursor, start or turn round a line. */
    public static String printable(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.chars().forEach(c -> clean.append(moves((char) c) ? ' ' : (char) c));
        return clean.toString();
    }

    private static boolean moves(char c) {
        return Character.isISOControl(c) || MOVING.indexOf(c) >= 0;
    }

    /** As a word of a shell's command line. */
    public static String quoted(String word) {
        return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
