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
    private final long end;
    private final Consumer<IllegalStateException> defects;
    private long count;
    private long done = Long.MIN_VALUE;

    /**
     * @param end the last instant; what lies behind it is never carried out
     */
    Timeline(BeforeStep beforeStep, long end) {
        this(
                beforeStep,
                end,
                defect -> {
                    throw defect;
                });
    }

    /**
     * @param defects hears of steps that failed, which is a defect of ours; the others go on
     */
    Timeline(BeforeStep beforeStep, long end, Consumer<IllegalStateException> defects) {
        this.beforeStep = beforeStep;
        this.end = end;
        this.defects = defects;
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
