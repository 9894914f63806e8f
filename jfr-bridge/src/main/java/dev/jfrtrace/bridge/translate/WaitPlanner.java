package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.bridge.collect.JfrRecord;
import dev.jfrtrace.bridge.mapping.Fate;

/**
 * Plans waits and system calls. A thread does one of them at a time: what lies within another is
 * left out, what overlaps another is clipped.
 */
final class WaitPlanner {
    /** Ends a wait: the only kind of step that a waiting thread admits. */
    @FunctionalInterface
    interface Wake extends Step {
        @Override
        default boolean isWake() {
            return true;
        }
    }

    private final Stage stage;
    private final ThreadModel threads;

    WaitPlanner(Stage stage) {
        this.stage = stage;
        this.threads = stage.threads;
    }

    /** A wait, from the record's start to its end. */
    Fate block(JfrRecord record, Wait wait) {
        Wake wake = time -> threads.wake(wait, time);
        Step begin = time -> threads.block(wait, time);
        return plan(record, wait, wait.reason.text(), begin, wake);
    }

    /** Ends a wait where its time is up, though its thread gets no CPU, or no carrier, yet. */
    void planTimer(JfrRecord record, Wait wait, long asked) {
        long up = stage.timers.up(stage.beganAt(), asked, wait.end);
        if (up < wait.end) {
            long time = Math.max(up, record.start + 1);
            stage.timeline.begin(time, t -> threads.wakers.timeIsUp(wait, t));
        }
    }

    /**
     * Whatever begins and ends with the record.
     *
     * @param what how it is called where it begins too early to be shown
     */
    Fate plan(JfrRecord record, Wait wait, String what, Step begin, Step end) {
        TracedThread thread = wait.thread;
        if (stage.isLate()) {
            // Up to here it was shown as it must be while nothing is known; its length is logged.
            stage.planLate(thread, record.start, what, wait.stack);
        }
        if (stage.endedBefore()) {
            return Fate.LATE;
        }
        Fate fate = fit(record, thread);
        if (fate != Fate.NESTED) {
            wait.end = record.end;
            if (leavesCarrier(record, thread)) {
                planReason(record, wait);
            } else {
                stage.timeline.begin(record.start, thread, begin);
                stage.timeline.end(record.end, thread, end);
            }
        }
        return fate == Fate.TRANSLATED ? stage.translated() : fate;
    }

    static boolean staysOnCarrier(JfrRecord record, TracedThread thread) {
        Slice slice = thread.lastSlice;
        return slice != null && record.start < slice.end && record.end <= slice.end;
    }

    private static boolean leavesCarrier(JfrRecord record, TracedThread thread) {
        Slice slice = thread.lastSlice;
        return slice != null && record.start < slice.end && slice.end < record.end;
    }

    /** Its thread's slices say when it waits, once or often; this says why. */
    private void planReason(JfrRecord record, Wait wait) {
        TracedThread thread = wait.thread;
        stage.timeline.begin(record.start, time -> thread.why = wait);
        stage.timeline.end(
                record.end,
                time -> {
                    if (thread.why == wait) {
                        thread.why = null;
                    }
                    // It goes on though no slice says so: that must be lost.
                    if (thread.wait == wait && thread.is(ThreadState.WAITING)) {
                        Wake wake = at -> threads.wake(wait, at);
                        threads.turns.submit(thread, time, wake);
                    }
                });
    }

    /** Moves the start behind the thread's last wait, and makes it last a nanosecond at least. */
    private Fate fit(JfrRecord record, TracedThread thread) {
        Fate fate = Fate.TRANSLATED;
        if (record.start < thread.waitsUntil) {
            if (record.end <= thread.waitsUntil) {
                return Fate.NESTED;
            }
            record.start = thread.waitsUntil;
            fate = Fate.CLIPPED;
        }
        record.end = Math.max(record.end, record.start + 1);
        thread.waitsFrom = record.start;
        thread.waitsUntil = record.end;
        stage.silence.waits(thread, record.start, record.end);
        return fate;
    }
}
