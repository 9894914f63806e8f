package dev.jfrtrace.encoder.read.summary;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a goroutine did in some stretch of its time. Purely data; the parts do not overlap.
 *
 * @param running nanoseconds on a proc
 * @param runnable nanoseconds of waiting for a proc
 * @param syscall nanoseconds in syscalls
 * @param blocked nanoseconds of waiting by reason; the empty reason is an unknown one
 */
public record Spent(long running, long runnable, long syscall, Map<String, Long> blocked) {
    static final Spent NOTHING = new Spent(0, 0, 0, Map.of());

    /** Without what was spent before. */
    Spent minus(Spent before) {
        return plus(before, -1);
    }

    Spent plus(Spent other) {
        return plus(other, 1);
    }

    private Spent plus(Spent other, int sign) {
        Map<String, Long> sums = new TreeMap<>(blocked);
        other.blocked.forEach((reason, nanos) -> sums.merge(reason, sign * nanos, Long::sum));
        sums.values().removeIf(nanos -> nanos == 0);
        return new Spent(
                running + sign * other.running,
                runnable + sign * other.runnable,
                syscall + sign * other.syscall,
                Collections.unmodifiableMap(sums));
    }
}
