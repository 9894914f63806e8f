package dev.jfrtrace.bridge.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Points of a recording as users write them. */
class TimePointTest {
    private static final long SECOND = 1_000_000_000;
    private static final ZoneId ZONE = ZoneOffset.ofHours(2);

    /** Two in the afternoon where the user is. */
    private static final long START = nanos("2026-03-01T12:00:00Z");

    private static final long LENGTH = 3600 * SECOND;

    private static long nanos(String instant) {
        return Instant.parse(instant).getEpochSecond() * SECOND;
    }

    private static double seconds(String text, long start, long length) {
        return TimePoint.parse(text, ZONE).offset(start, length) / 1e9;
    }

    @ParameterizedTest
    @CsvSource({
        // Seconds from the start, or from the end.
        "0, 0",
        "12.5, 12.5",
        "+3, 3",
        "90s, 90",
        "1.5m, 90",
        "-1m, 3540",
        "0.5h, 1800",
        "500ms, 0.5",
        "0.25ms, 0.00025",
        "-500ms, 3599.5",
        "0.000000001, 0.000000001",
        "-5, 3595",
        "-0.5s, 3599.5",
        "-7200, -3600",
        "999999999, 999999999",
        // The time of the day where the user is.
        "14:00, 0",
        "14:03:20, 200",
        "14:03:20.25, 200.25",
        "15:00:00, 3600",
        "13:59:59, -1",
        // Date and time.
        "2026-03-01T14:03:20, 200",
        "2026-03-01T14:03, 180",
        "2026-03-01T12:03:20Z, 200",
        "2026-03-01T12:03:20.5Z, 200.5",
        "2026-03-01T13:03:20+01:00, 200",
        "2026-03-01T07:03:20-05:00, 200",
        "2026-02-28T14:00:00, -86400",
        "2027-03-01T14:00:00, 31536000"
    })
    void haveManyForms(String text, double seconds) {
        assertThat(seconds(text, START, LENGTH)).isEqualTo(seconds);
    }

    /** From half past eleven at night to half past twelve. */
    @Test
    void mayBeSaidFromTheStart() {
        assertThat(TimePoint.parse("1.5s", ZONE).sinceStart()).hasValue(1_500_000_000);
        assertThat(TimePoint.parse("0", ZONE).sinceStart()).hasValue(0);
        assertThat(TimePoint.parse("-1", ZONE).sinceStart()).isEmpty();
        assertThat(TimePoint.parse("14:00", ZONE).sinceStart()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"23:30, 0", "23:45, 900", "00:00, 1800", "00:15:00, 2700", "00:30, 3600"})
    void mayLieBehindMidnight(String text, double seconds) {
        assertThat(seconds(text, nanos("2026-03-01T21:30:00Z"), LENGTH)).isEqualTo(seconds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "soon",
                "5x",
                "5min",
                "1e3",
                "--5",
                "5.",
                ".5",
                "NaN",
                "12345678901",
                "25:00",
                "12:60",
                "14:3:20",
                "2026-13-01T00:00:00",
                "2026-02-30T00:00:00",
                "2026-03-01 14:00:00",
                "2026-03-01",
                "T",
                "2026-03-01T14:00:00+99:00",
                "2026-03-01T14:00:00[Europe/Paris]"
            })
    void areNothingElse(String text) {
        assertThatThrownBy(() -> TimePoint.parse(text, ZONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "'"
                                + text
                                + "' is not a time: expected seconds (12.5, 500ms, 2m, or -5 from"
                                + " the end), hh:mm:ss, or a date and time (2026-03-01T14:03:20)");
    }

    /** Whatever the year, before is before and after is after. */
    @Test
    void mayLieFarAway() {
        assertThat(seconds("9999-12-31T23:59:59Z", START, LENGTH)).isGreaterThan(3600);
        assertThat(seconds("3000-01-01T00:00:00Z", START, LENGTH)).isGreaterThan(3600);
        assertThat(seconds("2200-01-01T00:00:00Z", START, LENGTH)).isGreaterThan(3600);
        assertThat(seconds("9999999999", START, LENGTH)).isGreaterThan(3600);
        assertThat(seconds("-9999999999", START, LENGTH)).isNegative();
        assertThat(seconds("1601-01-01T00:00:00Z", START, LENGTH)).isNegative();
        assertThat(seconds("0001-01-01T00:00:00Z", START, LENGTH)).isNegative();
    }
}
