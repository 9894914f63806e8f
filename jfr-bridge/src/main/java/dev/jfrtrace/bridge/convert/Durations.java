package dev.jfrtrace.bridge.convert;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as users write them: {@code 500ms}, {@code 1.5s}, {@code 2m}, {@code 1h}. */
public final class Durations {
    private static final Pattern FORM = Pattern.compile("(\\d{1,10}(?:\\.\\d{1,18})?)([a-z]*)");

    private static final Map<String, Duration> UNITS =
            Map.of(
                    "ms", Duration.ofMillis(1),
                    "s", Duration.ofSeconds(1),
                    "m", Duration.ofMinutes(1),
                    "h", Duration.ofHours(1));

    private static final Duration SHORTEST = Duration.ofMillis(1);

    /** A year and more: nobody means that. */
    private static final Duration LONGEST = Duration.ofHours(9_999);

    private Durations() {}

    /**
     * Reads a length, which has a unit.
     *
     * @return 1 ms to 9999 h
     * @throws IllegalArgumentException when {@code text} is none; the message is for the user
     */
    public static Duration parse(String text) {
        return find(text, "")
                .filter(d -> d.compareTo(SHORTEST) >= 0 && d.compareTo(LONGEST) <= 0)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "'"
                                                + text
                                                + "' is not a length of time: expected 1ms to"
                                                + " 9999h (500ms, 1.5s, 2m)"));
    }

    /**
     * The length that a text is, however short or long; empty when it is none.
     *
     * @param unit of a number that has none
     */
    static Optional<Duration> find(String text, String unit) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        String written = form.group(2);
        Duration one = UNITS.get(written.isEmpty() ? unit : written);
        return Optional.ofNullable(one).map(o -> times(new BigDecimal(form.group(1)), o));
    }

    private static Duration times(BigDecimal number, Duration unit) {
        BigDecimal seconds = number.multiply(BigDecimal.valueOf(unit.toMillis(), 3));
        long whole = seconds.longValue();
        BigDecimal nanos = seconds.subtract(BigDecimal.valueOf(whole)).movePointRight(9);
        return Duration.ofSeconds(whole, nanos.longValue());
    }
}
