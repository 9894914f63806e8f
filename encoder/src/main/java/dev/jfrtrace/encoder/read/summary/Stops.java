package dev.jfrtrace.encoder.read.summary;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How long the program stood still at a time, and for what. A JVM's stop is a row of ranges, such
 * as reaching the safepoint and then a GC pause: those that follow each other at once are one. What
 * a pause of the collector interrupts, such as the operation that calls for it, is one as well, of
 * the length of its pieces.
 */
final class Stops {
    /** No program gets anything done in between. */
    private static final long AT_ONCE_NANOS = 1000;

    /** In the name of what a collector stops for, which nothing interrupts: each is one. */
    private static final String GC = "GC";

    private final RangeSummary summary = new RangeSummary("stop-the-world");
    private final SpanNames kinds = new SpanNames();

    /** Since when, by name. */
    private final Map<String, Long> open = new HashMap<>(2);

    /** How long the stop at hand was for what it was for, without what is open. */
    private final Map<String, Long> pieces = new HashMap<>(4);

    /** When the first of these pieces began. */
    private final Map<String, Long> begins = new HashMap<>(4);

    private boolean isPending;
    private long since;
    private long until;

    void begin(String name, long time) {
        boolean goesOn = !open.isEmpty() || isPending && time - until <= AT_ONCE_NANOS;
        if (!goesOn) {
            count();
            since = time;
            isPending = true;
        }
        open.put(name, time);
    }

    void end(String name, long time) {
        Long begin = open.remove(name);
        if (begin == null) {
            kinds.of(name).addUnfinished();
            return;
        }
        until = time;
        if (name.contains(GC)) {
            kinds.of(name).add(time - begin, begin);
        } else {
            begins.putIfAbsent(name, begin);
            pieces.merge(name, time - begin, Long::sum);
        }
    }

    private void count() {
        if (isPending) {
            summary.add(until - since, since);
        }
        pieces.forEach((name, nanos) -> kinds.of(name).add(nanos, begins.get(name)));
        pieces.clear();
        begins.clear();
    }

    /** The stops; what is still open is counted as such. */
    RangeSummary finish() {
        open.keySet().forEach(name -> kinds.of(name).addUnfinished());
        pieces.keySet().removeAll(open.keySet());
        if (!open.isEmpty()) {
            summary.addUnfinished();
            isPending = false;
        }
        count();
        isPending = false;
        return summary;
    }

    /** What they were for, by name. */
    List<RangeSummary> kinds() {
        return kinds.all();
    }
}
