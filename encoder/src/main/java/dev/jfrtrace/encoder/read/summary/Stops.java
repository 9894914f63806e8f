package dev.jfrtrace.encoder.read.summary;

/**
 * How long the program stood still at a time. A JVM's stop is a row of ranges, such as reaching the
 * safepoint and then a GC pause: those that follow each other at once are one.
 */
final class Stops {
    /** No program gets anything done in between. */
    private static final long AT_ONCE_NANOS = 1000;

    private final RangeSummary summary = new RangeSummary("stop-the-world");
    private int depth;
    private boolean isPending;
    private long since;
    private long until;

    void begin(long time) {
        depth++;
        if (depth > 1 || isPending && time - until <= AT_ONCE_NANOS) {
            return;
        }
        count();
        since = time;
        isPending = true;
    }

    void end(long time) {
        depth = Math.max(0, depth - 1);
        until = time;
    }

    private void count() {
        if (isPending) {
            summary.add(until - since);
        }
    }

    RangeSummary finish() {
        if (depth > 0) {
            summary.addUnfinished();
        } else {
            count();
        }
        isPending = false;
        return summary;
    }
}
