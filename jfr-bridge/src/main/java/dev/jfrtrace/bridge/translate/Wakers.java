package dev.jfrtrace.bridge.translate;

import java.util.List;

/**
 * Who makes waiting threads runnable. A waker is drawn where it runs, or not at all. JFR names the
 * waker when the wait has ended, by when it may not run any more. So a waker owes a wake to each
 * wait that it will end, from the wait's begin on, and pays it where it stops running for the last
 * time before the wait's end.
 */
final class Wakers {
    /** Who was woken and gets no CPU for longer than this, on a machine that has one, waits on. */
    private static final long SOON_NANOS = 10_000_000;

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
                if (mustQueue(wait, time)) {
                    queue(wait, time);
                } else {
                    unblock(wait, time, false);
                    wait.isPaid = true;
                }
                thread.owed.remove(wait);
            }
        }
    }

    /**
     * Whether a thread that has been notified waits for its monitor, which it needs to go on: with
     * whoever else was notified, or wanted it before.
     */
    private boolean mustQueue(Wait wait, long time) {
        return wait.reason == BlockReason.OBJECT_WAIT
                && (wait.isOverdue || wait.end - time >= SOON_NANOS)
                && !threads.world.stops(wait.thread);
    }

    /** Who gives the monitor up at last is not known: it is not the notifier, who is gone. */
    private void queue(Wait wait, long time) {
        if (!wait.isNotified) {
            notify(wait, time);
        }
        wait.isInQueue = true;
    }

    private void notify(Wait wait, long time) {
        TracedThread thread = wait.thread;
        unblock(wait, time, false);
        threads.start(thread, time);
        threads.leave(thread, time, BlockReason.MONITOR_ENTER, wait.place(), ThreadState.WAITING);
        wait.isNotified = true;
    }

    /**
     * Makes the thread runnable: by its waker, if that runs.
     *
     * @param byAnybody whether it becomes so otherwise, too
     */
    void unblock(Wait wait, long time, boolean byAnybody) {
        boolean known = wait.waker != null && !wait.isInQueue && ThreadModel.runs(wait.waker);
        if (known || byAnybody) {
            threads.makeRunnable(wait.thread, time, known ? wait.waker.m : Cast.DISPATCHER_M);
        }
    }

    /**
     * The waker says at {@code time} that the wait is over, and keeps the monitor: what is left of
     * the wait is one for the monitor, which the waker will end too, if it runs by then.
     */
    void noticed(Wait wait, long time) {
        if (canEnd(wait, wait.waker, time)) {
            notify(wait, time);
        }
    }

    /** The waker lets a parked thread go on, which gets a CPU when its wait ends. */
    void unpark(Wait wait, TracedThread waker, long time) {
        if (canEnd(wait, waker, time)) {
            threads.makeRunnable(wait.thread, time, waker.m);
            wait.isPaid = true;
        }
    }

    /** The thread could go on, and gets a CPU when its wait ends. */
    void timeIsUp(Wait wait, long time) {
        if (wait.isOpen() && wait.end > time) {
            threads.makeRunnable(wait.thread, time, Cast.DISPATCHER_M);
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
