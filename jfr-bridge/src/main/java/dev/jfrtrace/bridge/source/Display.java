package dev.jfrtrace.bridge.source;

import java.math.BigDecimal;
import java.math.MathContext;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedObject;
import jdk.jfr.consumer.RecordedThread;

/** Field values as text, the same on every JDK. */
final class Display {
    /** Java 19 changed how doubles print; rounding to what a float holds hides the difference. */
    private static final MathContext DIGITS = new MathContext(7);

    private Display() {}

    static String of(Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof RecordedClass) {
            return ((RecordedClass) value).getName();
        }
        if (value instanceof RecordedThread) {
            RecordedThread thread = (RecordedThread) value;
            return thread.getJavaName() != null ? thread.getJavaName() : thread.getOSName();
        }
        if (value instanceof RecordedObject || value.getClass().isArray()) {
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
