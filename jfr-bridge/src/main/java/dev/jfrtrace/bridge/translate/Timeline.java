package dev.jfrtrace.bridge.translate;

import java.io.IOException;
import java.util.PriorityQueue;

/**
 * Steps in the order of time. Planning adds them, {@link #runUntil} carries them out. At one
 * instant what ends goes before what begins, the innermost end first.
 */
final class Timeline {
    /** Hears that the next step is due, before it runs: here a generation may end. */
    @FunctionalInterface
    interface BeforeStep {
        void at(long time) throws IOException;
    }

    /** Something to do at an instant. */
    @FunctionalInterface
    interface Action {
        void run(long time);
    }

    private static final class Entry implements Comparable<Entry> {
        final long time;
        final long order;
        final Action action;

        Entry(long time, long order, Action action) {
            this.time = time;
            this.order = order;
            this.action = action;
        }

        @Override
        public int compareTo(Entry other) {
            int byTime = Long.compare(time, other.time);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Entry> entries = new PriorityQueue<>(1024);
    private final BeforeStep beforeStep;
    private final long end;
    private long count;
    private long done = Long.MIN_VALUE;

    /**
     * @param end the last instant; what lies behind it is never carried out
     */
    Timeline(BeforeStep beforeStep, long end) {
        this.beforeStep = beforeStep;
        this.end = end;
    }

    /** Plans something that begins, or has no length. */
    void begin(long time, Action action) {
        add(time, ++count, action);
    }

    /**
     * Plans the end of something: of two that end at one instant the one planned last goes first.
     */
    void end(long time, Action action) {
        add(time, - ++count, action);
    }

    private void add(long time, long order, Action action) {
        if (time <= end) {
            entries.add(new Entry(Math.max(time, done), order, action));
        }
    }

    /** Carries out what is due up to and including {@code time}. */
    void runUntil(long time) throws IOException {
        while (!entries.isEmpty() && entries.peek().time <= time) {
            Entry due = entries.poll();
            done = due.time;
            beforeStep.at(due.time);
            due.action.run(due.time);
        }
    }

    /** Steps that are planned and not carried out. */
    int pending() {
        return entries.size();
    }
}
