package dev.jfrtrace.samples.bench;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the command says about itself with {@code --report json}. This is the one place that knows
 * the names of its fields.
 *
 * @param readMillis the time in JFR's reader; -1 when not told
 * @param translateMillis the time in everything after it; -1 when not told
 * @param traceEvents how many events it wrote; -1 when not told
 */
record ReportSplit(double readMillis, double translateMillis, long traceEvents) {
    private static final String READ_NANOS = "readNanos";
    private static final String TRANSLATE_NANOS = "translateNanos";
    private static final String TRACE_EVENTS = "traceEvents";

    /**
     * Takes the numbers out of the text; where a field comes more than once, one per trace, they
     * are added up.
     */
    static ReportSplit of(String json) {
        return new ReportSplit(
                millis(sum(json, READ_NANOS)),
                millis(sum(json, TRANSLATE_NANOS)),
                sum(json, TRACE_EVENTS));
    }

    private static double millis(long nanos) {
        return nanos < 0 ? -1 : nanos / 1e6;
    }

    /** A pattern is enough for numbers, and spares the benchmark a JSON library. */
    private static long sum(String json, String field) {
        Matcher matcher = Pattern.compile('"' + field + "\"\\s*:\\s*(\\d+)").matcher(json);
        long sum = -1;
        while (matcher.find()) {
            sum = Math.max(sum, 0) + Long.parseLong(matcher.group(1));
        }
        return sum;
    }
}
