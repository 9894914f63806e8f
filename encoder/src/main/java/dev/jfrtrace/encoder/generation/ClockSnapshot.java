package dev.jfrtrace.encoder.generation;

import dev.jfrtrace.encoder.format.Limits;

/**
 * One instant on three clocks; ties a generation to the wall clock from version 1.25 on.
 *
 * @param time trace time, in nanoseconds
 * @param wallNanos nanoseconds since 1970-01-01T00:00Z
 */
public record ClockSnapshot(long time, long wallNanos) {
    /** Whole seconds of the wall clock. */
    public long wallSeconds() {
        return Math.floorDiv(wallNanos, Limits.FREQUENCY);
    }

    /** Nanoseconds of the wall clock within its second. */
    public long wallNanosOfSecond() {
        return Math.floorMod(wallNanos, Limits.FREQUENCY);
    }
}
