package dev.jfrtrace.encoder.read.summary;

/**
 * How often the goroutines of one name ended waits of those of another.
 *
 * @param waker who did; empty when that is unknown, or where it is unnamed
 * @param woken who waited; empty where it is unnamed
 * @param reason why it waited; empty when that is unknown
 * @param count how many waits
 * @param sum of the lengths of these waits, in nanoseconds
 */
public record WakeSummary(String waker, String woken, String reason, long count, long sum) {
    WakeSummary plus(WakeSummary other) {
        return new WakeSummary(waker, woken, reason, count + other.count, sum + other.sum);
    }
}
