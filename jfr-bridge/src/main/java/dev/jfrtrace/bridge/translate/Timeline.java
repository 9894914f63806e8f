package dev.jfrtrace.bridge.translate;

import java.io.IOException;
import java.util.ArrayDeque;
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

    /** What begins, nearly all of it, since records come in the order of their starts. */
    private final ArrayDeque<Entry> inOrder = new ArrayDeque<>(1024);

    /** All else. */
    private final PriorityQueue<Entry> others = new PriorityQueue<>(1024);

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
        if (time > end) {
            return;
        }
        Entry entry = new Entry(Math.max(time, done), order, action);
        if (order > 0 && (inOrder.isEmpty() || inOrder.peekLast().compareTo(entry) <= 0)) {
            inOrder.add(entry);
        } else {
            others.add(entry);
        }
    }

    private Entry peek() {
        Entry first = inOrder.peek();
        Entry other = others.peek();
        if (first == null || other == null) {
            return first == null ? other : first;
        }
        return first.compareTo(other) <= 0 ? first : other;
    }

    private void remove(Entry head) {
        if (head == inOrder.peek()) {
            inOrder.poll();
        } else {
            others.poll();
        }
    }

    /** Carries out what is due up to and including {@code time}. */
    void runUntil(long time) throws IOException {
        for (Entry due = peek(); due != null && due.time <= time; due = peek()) {
            remove(due);
            done = due.time;
            beforeStep.at(due.time);
            due.action.run(due.time);
        }
    }
}
