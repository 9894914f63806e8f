package dev.jfrtrace.encoder.read;

import java.time.DateTimeException;
import java.time.Instant;

/**
 * One instant on three clocks, as a generation tells it from version 1.25 on.
 *
 * @param time in the trace, in nanoseconds
 * @param mono of the machine's monotonic clock, in nanoseconds, unsigned
 * @param seconds of the wall clock since 1970-01-01T00:00Z
 * @param nanos beyond these; nobody has checked that they are less than a second
 */
public record ClockReading(long time, long mono, long seconds, long nanos) {
    /** The wall clock, or {@code null} when the trace's numbers are beyond any calendar. */
    public Instant wall() {
        try {
            return Instant.ofEpochSecond(seconds, nanos);
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }
}
