package dev.jfrtrace.encoder.read;

/**
 * From units of a generation's frequency to nanoseconds. The arithmetic, roundings included, is
 * that of Go's reader on amd64: otherwise times, and with them the order of events, would differ.
 */
final class Ticks {
    private static final double LIMIT = 0x1p63;

    private Ticks() {}

    /** Nanoseconds per unit, for a frequency in units per second, unsigned. */
    static double nanosPerUnit(long frequency) {
        return 1.0 / (toDouble(frequency) / 1e9);
    }

    /** Units are unsigned. What is beyond 64 bits, or is no number, becomes the smallest one. */
    static long nanos(long units, double nanosPerUnit) {
        double nanos = toDouble(units) * nanosPerUnit;
        return nanos < LIMIT && nanos >= -LIMIT ? (long) nanos : Long.MIN_VALUE;
    }

    private static double toDouble(long unsigned) {
        // Half of a big number, its last bit kept for the rounding, and doubled.
        return unsigned >= 0 ? unsigned : (double) (unsigned >>> 1 | unsigned & 1) * 2;
    }
}
