package dev.jfrtrace.bridge.convert;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A point of a recording as users write it: seconds from its start ({@code 12.5}, {@code 12.5s};
 * {@code 500ms}, {@code 2m}), from its end ({@code -5}), a time of the day ({@code 14:03:20}), or a
 * date and time ({@code 2026-03-01T14:03:20}, with or without an offset). Times without an offset
 * are in a given zone.
 */
public final class TimePoint {
    private static final double NANOS = 1e9;

    /** A century and more: farther away makes no difference, and would not fit. */
    private static final long MAX_SECONDS_APART = 4_000_000_000L;

    private final Double seconds;
    private final LocalTime timeOfDay;
    private final Instant instant;
    private final ZoneId zone;

    private TimePoint(Double seconds, LocalTime timeOfDay, Instant instant, ZoneId zone) {
        this.seconds = seconds;
        this.timeOfDay = timeOfDay;
        this.instant = instant;
        this.zone = zone;
    }

    /**
     * Reads a point.
     *
     * @throws IllegalArgumentException when {@code text} is none; the message is for the user
     */
    public static TimePoint parse(String text, ZoneId zone) {
        boolean isSigned = text.startsWith("-") || text.startsWith("+");
        Optional<Duration> length = Durations.find(text.substring(isSigned ? 1 : 0), "s");
        if (length.isPresent()) {
            double seconds = length.get().getSeconds() + length.get().getNano() / NANOS;
            return new TimePoint(text.startsWith("-") ? -seconds : seconds, null, null, zone);
        }
        try {
            if (!text.contains("T")) {
                return new TimePoint(null, LocalTime.parse(text), null, zone);
            }
            return new TimePoint(null, null, instant(text, zone), zone);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'"
                            + text
                            + "' is not a time: expected seconds (12.5, 500ms, 2m, or -5 from the end),"
                            + " hh:mm:ss, or a date and time (2026-03-01T14:03:20)",
                    e);
        }
    }

    /**
     * The point that lies so long before the end of a recording.
     *
     * @param length above 0
     */
    public static TimePoint beforeEnd(Duration length) {
        return new TimePoint(-length.toNanos() / NANOS, null, null, ZoneOffset.UTC);
    }

    /** The point in nanoseconds from the start, if it is written as such. */
    public OptionalLong sinceStart() {
        return seconds == null || seconds < 0
                ? OptionalLong.empty()
                : OptionalLong.of(Math.round(seconds * NANOS));
    }

    private static Instant instant(String text, ZoneId zone) {
        boolean hasOffset = text.endsWith("Z") || text.matches(".*T.*[+-]\\d\\d(:?\\d\\d)?");
        return hasOffset
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).atZone(zone).toInstant();
    }

    /**
     * The point in nanoseconds from the start of a recording; may lie outside of it.
     *
     * @param wallStart wall clock at its start, in nanoseconds since 1970
     * @param length its length in nanoseconds
     */
    long offset(long wallStart, long length) {
        if (seconds != null) {
            long nanos = Math.round(seconds * NANOS);
            boolean fromEnd = nanos < 0;
            return fromEnd ? length + nanos : nanos;
        }
        if (instant != null) {
            return apart(instant, wallStart);
        }
        Instant start = Instant.ofEpochSecond(0, wallStart);
        ZonedDateTime sameDay = start.atZone(zone).with(timeOfDay);
        // A recording over midnight: the time is on the day on which it lies in the recording.
        ZonedDateTime day = sameDay.toInstant().isBefore(start) ? sameDay.plusDays(1) : sameDay;
        long next = day.toInstant().getEpochSecond() * 1_000_000_000L + day.getNano() - wallStart;
        long first = next - (day == sameDay ? 0 : 86_400_000_000_000L);
        return next <= length ? next : first;
    }

    private static long apart(Instant instant, long wallStart) {
        Instant start = Instant.ofEpochSecond(0, wallStart);
        long seconds = instant.getEpochSecond() - start.getEpochSecond();
        long bounded = Math.max(-MAX_SECONDS_APART, Math.min(seconds, MAX_SECONDS_APART));
        return bounded * 1_000_000_000L + instant.getNano() - start.getNano();
    }
}
