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

    /** Has a thread do something, at once or as soon as it can. */
    @FunctionalInterface
    interface Submission {
        void submit(TracedThread thread, long time, Step step);
    }

    /** What begins, in its order: nearly all of it, since records come in that of their starts. */
    private final ArrayDeque<Planned> begins = new ArrayDeque<>();

    private long lastBegin = Long.MIN_VALUE;

    /** All else. */
    private final Calendar others = new Calendar();

    private final BeforeStep beforeStep;
    private final Submission threads;
    private final Consumer<IllegalStateException> defects;
    private long start = Long.MIN_VALUE;
    private long end = Long.MAX_VALUE;
    private long count;
    private long done = Long.MIN_VALUE;

    /**
     * @param threads does the steps that are of a thread
     * @param defects hears of steps that failed, which is a defect of ours; the others go on
     */
    Timeline(BeforeStep beforeStep, Submission threads, Consumer<IllegalStateException> defects) {
        this.beforeStep = beforeStep;
        this.threads = threads;
        this.defects = defects;
    }

    /** The first instant: what should begin before it begins then. */
    void startAt(long first) {
        start = first;
        done = first;
    }

    /** The last instant: what lies behind it is never carried out. */
    void endAt(long last) {
        end = last;
    }

    /** The instant between the first and the last one that is nearest to {@code time}. */
    long clip(long time) {
        return Math.max(start, Math.min(time, end));
    }

    /** The instant that {@link #runUntil} has come to. */
    long position() {
        return done;
    }

    /** Plans something that begins, or has no length. */
    void begin(long time, Step step) {
        begin(time, null, step);
    }

    /** The same for something that a thread does, at that time or as soon as it can. */
    void begin(long time, TracedThread thread, Step step) {
        Planned planned = new Planned(Math.max(time, done), ++count, thread, step);
        if (planned.time > end) {
            return;
        }
        if (planned.time >= lastBegin || begins.isEmpty()) {
            begins.add(planned);
            lastBegin = planned.time;
        } else {
            others.add(planned);
        }
    }

    /**
     * Plans the end of something: of two that end at one instant the one planned last goes first.
     */
    void end(long time, Step step) {
        end(time, null, step);
    }

    /** The same for something that a thread does, at that time or as soon as it can. */
    void end(long time, TracedThread thread, Step step) {
        Planned planned = new Planned(Math.max(time, done), - ++count, thread, step);
        if (planned.time <= end) {
            others.add(planned);
        }
    }

    /** Carries out what is due up to and including {@code time}. */
    void runUntil(long time) throws IOException {
        long until = Math.min(time, end);
        for (Planned next = takeNext(until); next != null; next = takeNext(until)) {
            done = next.time;
            carryOut(next);
        }
        done = Math.max(done, until);
    }

    /** Takes out the first step of all; {@code null} when none is due. */
    private Planned takeNext(long time) {
        Planned begin = begins.peek();
        Planned other = others.first(time);
        boolean isOther = other != null && (begin == null || other.isBefore(begin));
        Planned next = isOther ? other : begin;
        if (next == null || next.time > time) {
            return null;
        }
        if (isOther) {
            others.removeFirst();
        } else {
            begins.poll();
        }
        return next;
    }

    private void carryOut(Planned planned) throws IOException {
        beforeStep.at(done);
        try {
            if (planned.thread == null) {
                planned.step.run(done);
            } else {
                threads.submit(planned.thread, done, planned.step);
            }
        } catch (IllegalStateException e) {
            defects.accept(e);
        }
    }
}
