package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.encoder.generation.Stack;
import java.util.List;

/** Who makes waiting threads runnable. A waker is drawn where it runs, or not at all. */
final class Wakers {
    private final ThreadModel threads;

    Wakers(ThreadModel threads) {
        this.threads = threads;
    }

    /** A wait has begun that its waker, if known, will end. */
    void owe(Wait wait) {
        if (wait.waker != null) {
            wait.waker.owed().add(wait);
        }
    }

    /** The wait is over, whoever ended it. */
    void settle(Wait wait) {
        if (wait.waker != null) {
            wait.waker.owed().remove(wait);
        }
    }

    /** The thread is about to run no more before {@code until}: it wakes whom it owes that. */
    void pay(TracedThread thread, long time, long until) {
        if (thread.owed == null || thread.owed.isEmpty()) {
            return;
        }
        for (Wait wait : List.copyOf(thread.owed)) {
            if (wait.isOpen() && wait.end <= until) {
                unblock(wait, time, false);
                wait.isPaid = true;
                thread.owed.remove(wait);
            }
        }
    }

    /**
     * Makes the thread runnable: by its waker, if that runs.
     *
     * @param byAnybody whether it becomes so otherwise, too
     */
    void unblock(Wait wait, long time, boolean byAnybody) {
        boolean known = wait.waker != null && ThreadModel.runs(wait.waker);
        if (known || byAnybody) {
            threads.makeRunnable(wait.thread, time, known ? wait.waker.m : Cast.DISPATCHER_M);
        }
    }

    /**
     * The waker says at {@code time} that the wait is over, and keeps the monitor: what is left of
     * the wait is one for the monitor, which the waker will end too.
     */
    void notify(Wait wait, long time, Stack stack) {
        if (canEnd(wait, wait.waker, time)) {
            unblock(wait, time, false);
            threads.start(wait.thread, time);
            threads.leave(wait.thread, time, BlockReason.MONITOR_ENTER, stack, ThreadState.WAITING);
        }
    }

    /** The waker lets a parked thread go on, which gets a CPU when its wait ends. */
    void unpark(Wait wait, TracedThread waker, long time) {
        if (canEnd(wait, waker, time)) {
            threads.makeRunnable(wait.thread, time, waker.m);
            wait.isPaid = true;
        }
    }

    private boolean canEnd(Wait wait, TracedThread waker, long time) {
        return wait.isOpen()
                && ThreadModel.runs(waker)
                && wait.end > time
                && !threads.world.stops(wait.thread);
    }

    /** The same for a thread that is only said to park: it goes on at once. */
    void unparkSilent(TracedThread thread, TracedThread waker, long time) {
        boolean isParked = thread.is(ThreadState.SILENT) && thread.silentFor == BlockReason.PARK;
        if (isParked && ThreadModel.runs(waker) && !threads.world.stops(thread)) {
            threads.makeRunnable(thread, time, waker.m);
            threads.start(thread, time);
        }
    }
}
