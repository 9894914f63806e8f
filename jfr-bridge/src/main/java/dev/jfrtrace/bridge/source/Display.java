package dev.jfrtrace.bridge.source;

import java.math.BigDecimal;
import java.math.MathContext;

/** Field values as text, the same on every JDK. */
public final class Display {
    /** Java 19 changed how doubles print; rounding to what a float holds hides the difference. */
    private static final MathContext DIGITS = new MathContext(7);

    private Display() {}

    /**
     * A number, a flag, a letter or a text.
     *
     * @return {@code null} for {@code null} and for arrays
     */
    public static String of(Object value) {
        if (value == null) {
            return null;
        }
        if (value.getClass().isArray()) {
            return null;
        }
        if (value instanceof Double || value instanceof Float) {
            return number(((Number) value).doubleValue());
        }
        return value.toString();
    }

    private static String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.toString(value);
        }
        return new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
    }
}
