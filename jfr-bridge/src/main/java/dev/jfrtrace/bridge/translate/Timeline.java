package dev.jfrtrace.bridge.translate;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.function.Consumer;

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

    private record Entry(long time, long order, Action action) {}

    /** What begins, nearly all of it, since records come in the order of their starts. */
    private final ArrayDeque<Entry> inOrder = new ArrayDeque<>(1024);

    /** All else. */
    private final ActionCalendar others = new ActionCalendar();

    private final BeforeStep beforeStep;
    private long end = Long.MAX_VALUE;
    private final Consumer<IllegalStateException> defects;
    private long count;
    private long done = Long.MIN_VALUE;

    /** A step that fails takes the timeline with it. */
    Timeline(BeforeStep beforeStep) {
        this(
                beforeStep,
                defect -> {
                    throw defect;
                });
    }

    /**
     * @param defects hears of steps that failed, which is a defect of ours; the others go on
     */
    Timeline(BeforeStep beforeStep, Consumer<IllegalStateException> defects) {
        this.beforeStep = beforeStep;
        this.defects = defects;
    }

    /** The first instant: what should begin before it begins then. */
    void startAt(long first) {
        done = first;
    }

    /** The last instant: what lies behind it is never carried out. */
    void endAt(long last) {
        end = last;
    }

    /** The instant that {@link #runUntil} has come to. */
    long position() {
        return done;
    }

    /** Plans something that begins, or has no length. */
    void begin(long time, Action action) {
        long at = Math.max(time, done);
        long order = ++count;
        Entry last = inOrder.peekLast();
        if (at > end) {
            return;
        }
        if (last == null || last.time <= at) {
            inOrder.add(new Entry(at, order, action));
        } else {
            others.add(at, order, action);
        }
    }

    /**
     * Plans the end of something: of two that end at one instant the one planned last goes first.
     */
    void end(long time, Action action) {
        long at = Math.max(time, done);
        long order = - ++count;
        if (at <= end) {
            others.add(at, order, action);
        }
    }

    /** Carries out what is due up to and including {@code time}. */
    void runUntil(long time) throws IOException {
        runDue(Math.min(time, end));
        done = Math.max(done, Math.min(time, end));
    }

    private void runDue(long time) throws IOException {
        while (true) {
            Entry first = inOrder.peek();
            if (isOthersTurn(first)) {
                ActionHeap due = others.first();
                if (due.firstTime() > time) {
                    return;
                }
                done = due.firstTime();
                carryOut(due.poll());
            } else if (first != null && first.time <= time) {
                inOrder.poll();
                done = first.time;
                carryOut(first.action);
            } else {
                return;
            }
        }
    }

    private boolean isOthersTurn(Entry first) {
        if (others.isEmpty()) {
            return false;
        }
        ActionHeap due = others.first();
        return first == null
                || ActionHeap.isBefore(due.firstTime(), due.firstOrder(), first.time, first.order);
    }

    private void carryOut(Action action) throws IOException {
        beforeStep.at(done);
        try {
            action.run(done);
        } catch (IllegalStateException e) {
            defects.accept(e);
        }
    }
}
