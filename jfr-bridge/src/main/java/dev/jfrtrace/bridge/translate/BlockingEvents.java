package dev.jfrtrace.bridge.translate;

import static dev.jfrtrace.bridge.mapping.JfrMapping.ALLOCATION_STALL;
import static dev.jfrtrace.bridge.mapping.JfrMapping.INTERRUPT;
import static dev.jfrtrace.bridge.mapping.JfrMapping.MONITOR_ENTER;
import static dev.jfrtrace.bridge.mapping.JfrMapping.MONITOR_NOTIFY;
import static dev.jfrtrace.bridge.mapping.JfrMapping.MONITOR_WAIT;
import static dev.jfrtrace.bridge.mapping.JfrMapping.THREAD_PARK;
import static dev.jfrtrace.bridge.mapping.JfrMapping.THREAD_SLEEP;
import static dev.jfrtrace.bridge.mapping.JfrMapping.UNPARK;
import static dev.jfrtrace.bridge.mapping.JfrMapping.VIRTUAL_THREAD_PARK;
import static dev.jfrtrace.bridge.mapping.JfrMapping.VIRTUAL_THREAD_PINNED;

import dev.jfrtrace.bridge.collect.JfrRecord;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.encoder.generation.Stack;
import java.util.List;
import java.util.Map;

/** Waits for locks and other threads, and sleeps; and who ends them. */
final class BlockingEvents {
    /** In nanoseconds: no thread leaves its processor, and comes back, in less. */
    private static final long SHORTEST_WAIT = 1_000;

    private static final long MILLI = 1_000_000;

    /** A log of a virtual thread that has kept its carrier while it waited. */
    private static final String PINNED = "pinned";

    private final Stage stage;
    private final ThreadModel threads;
    private final WaitPlanner waits;
    private final Notices notices = new Notices();

    BlockingEvents(Stage stage) {
        this.stage = stage;
        this.threads = stage.threads;
        this.waits = new WaitPlanner(stage);
    }

    void register(Map<JfrMapping, EventHandler> handlers) {
        handlers.put(MONITOR_ENTER, (r, t) -> monitor(r, t, BlockReason.MONITOR_ENTER));
        handlers.put(MONITOR_WAIT, (r, t) -> monitor(r, t, BlockReason.OBJECT_WAIT));
        handlers.put(MONITOR_NOTIFY, this::notice);
        handlers.put(THREAD_PARK, this::park);
        handlers.put(VIRTUAL_THREAD_PARK, this::virtualPark);
        handlers.put(UNPARK, this::unpark);
        handlers.put(INTERRUPT, this::interrupt);
        handlers.put(THREAD_SLEEP, this::sleep);
        handlers.put(VIRTUAL_THREAD_PINNED, this::pinned);
        handlers.put(ALLOCATION_STALL, this::stall);
    }

    private Fate monitor(JfrRecord record, TracedThread thread, BlockReason reason) {
        TracedThread waker = stage.table.get(record.slots[1]);
        if (reason == BlockReason.OBJECT_WAIT && isOver(record, thread)) {
            thread.lastSlice.endsWait = false;
            thread.lastReady.notifier = waker;
            return Fate.EVIDENCE;
        }
        if (reason == BlockReason.OBJECT_WAIT && isOnlyEnd(record, thread)) {
            // It has waited since it was last heard of, as far as that can still be shown.
            long heard = Math.max(thread.knownUntil, stage.timeline.position());
            record.start = Math.min(heard, record.start);
        }
        Stack stack = stage.stacks.at(record.stack, record.slots[0]);
        Wait wait = new Wait(thread, waker, reason, stack);
        Fate fate = waits.block(record, wait);
        if (wait.isPlanned()) {
            planEnd(record, wait);
            boolean isForTime = reason == BlockReason.OBJECT_WAIT && record.slots[3] != 0;
            waits.planTimer(record, wait, isForTime && waker == null ? record.slots[4] : 0);
        }
        return fate;
    }

    private void planEnd(JfrRecord record, Wait wait) {
        boolean isForNotice = wait.reason == BlockReason.OBJECT_WAIT;
        boolean timedOut = isForNotice && record.slots[3] != 0;
        if (timedOut && wait.waker != null) {
            wait.isOverdue = true;
            stage.planUntoldWait(wait.thread, wait.end, BlockReason.MONITOR_ENTER, wait.stack);
        }
        if (wait.waker != null) {
            planWaker(wait);
            if (isForNotice) {
                notices.expect(record.slots[2], wait, record.start);
            }
        } else if (isForNotice && record.slots[1] == JfrRecord.NONE && !timedOut) {
            wait.thread.lastNap = wait;
        }
    }

    /** JFR times the wait of a virtual thread from its end on, where it goes on with a carrier. */
    private static boolean isOver(JfrRecord record, TracedThread thread) {
        Slice slice = thread.lastSlice;
        return slice != null
                && slice.endsWait
                && record.start < slice.end
                && thread.lastReady != null;
    }

    /**
     * Without slices nothing else tells when a virtual thread leaves its carrier to wait (JDK 25).
     */
    private static boolean isOnlyEnd(JfrRecord record, TracedThread thread) {
        return thread.isVirtual()
                && !thread.runsInSlices
                && thread.knownUntil > Long.MIN_VALUE
                && record.end - record.start < SHORTEST_WAIT;
    }

    /** Whoever gave up the monitor, or notified, ran some time before the wait ended. */
    private void planWaker(Wait wait) {
        stage.silence.willHearOf(wait.waker, wait.end);
        stage.timeline.begin(wait.end - 1, time -> threads.glimpse(wait.waker, time));
    }

    /** Ends the wait for a notice where it ends, which the wait's own event does not tell. */
    private Fate notice(JfrRecord record, TracedThread thread) {
        if (thread == null) {
            return Fate.NO_THREAD;
        }
        stage.planEvidence(thread, record.start);
        List<Wait> told = notices.take(record.slots[0], thread, record.start, record.slots[1]);
        for (Wait one : told) {
            Step step = time -> threads.wakers.noticed(one, time);
            stage.timeline.begin(record.start, thread, step);
        }
        return told.isEmpty() ? Fate.EVIDENCE : stage.translated();
    }

    private Fate park(JfrRecord record, TracedThread thread) {
        Stack stack = stage.stacks.at(record.stack, record.slots[0]);
        return park(record, new Wait(thread, null, BlockReason.PARK, stack));
    }

    private Fate park(JfrRecord record, Wait wait) {
        Fate fate = waits.block(record, wait);
        if (wait.isPlanned()) {
            wait.thread.lastPark = wait;
            waits.planTimer(record, wait, record.slots[1]);
        }
        return fate;
    }

    /** One that does not leave its carrier finds a permit, or is a pin, which JFR tells of. */
    private Fate virtualPark(JfrRecord record, TracedThread thread) {
        if (WaitPlanner.staysOnCarrier(record, thread)) {
            return Fate.EVIDENCE;
        }
        Stack stack = stage.stacks.at(record.stack, record.slots[0]);
        return park(record, new Wait(thread, null, WaitPlaces.ofVirtualPark(stack), stack));
    }

    /**
     * A pin that is told of by the agent, as a park, is within that. Whoever unparks the thread
     * ends it all the same.
     */
    private Fate pinned(JfrRecord record, TracedThread thread) {
        Wait pin = new Wait(thread, null, BlockReason.PINNED, stage.stacks.at(record.stack));
        Fate fate = waits.block(record, pin);
        if (pin.isPlanned()) {
            thread.lastPark = pin;
        } else if (thread.lastPark != null && record.end <= thread.lastPark.end) {
            thread.lastPark.reason = BlockReason.PINNED;
        } else if (thread.lastRead != null && record.end <= thread.lastRead.end) {
            thread.lastRead.isPinned = true;
        }
        if (stage.endedBefore()) {
            return fate;
        }
        tellPin(record, thread);
        return fate == Fate.NESTED ? stage.translated() : fate;
    }

    /**
     * A sleep that keeps its carrier is a sleep all the same, and so is a read a read: nothing but
     * this says of them that they do. Newer JVMs know why.
     */
    private void tellPin(JfrRecord record, TracedThread thread) {
        long length = stage.endedAt() - stage.beganAt();
        String why = stage.text(record.slots[0], "");
        String message = "for " + length / MILLI + " ms" + (why.isEmpty() ? "" : ": " + why);
        long time = Math.max(stage.endedAt(), thread.waitsUntil);
        stage.planLog(thread, time, PINNED, message, stage.stacks.at(record.stack));
    }

    /**
     * Ends a park where its thread could go on, which the park's own event does not tell. The first
     * one does: a thread that is unparked twice, or while it runs, finds a permit when it parks
     * next.
     */
    private Fate unpark(JfrRecord record, TracedThread waker) {
        stage.planEvidence(waker, record.start);
        TracedThread target = stage.table.get(record.slots[0]);
        if (target == null || target == waker) {
            return Fate.EVIDENCE;
        }
        return target.isOnlySeenParked()
                ? unparkFirst(record.start, waker, target)
                : release(target.lastPark, waker, record.start);
    }

    /** Ends what it finds its target in, as an unpark does; of a notice it takes the place. */
    private Fate interrupt(JfrRecord record, TracedThread by) {
        TracedThread target = stage.table.get(record.slots[0]);
        Wait nap = target == null ? null : target.lastNap;
        if (nap == null || nap.end <= record.start) {
            return unpark(record, by);
        }
        stage.planEvidence(by, record.start);
        return target == by ? Fate.EVIDENCE : release(nap, by, record.start);
    }

    private Fate release(Wait wait, TracedThread waker, long start) {
        if (wait == null || wait.end <= start) {
            return Fate.EVIDENCE;
        }
        wait.thread.lastPark = null;
        wait.thread.lastNap = null;
        Step step = time -> threads.wakers.unpark(wait, waker, time);
        stage.timeline.begin(start, waker, step);
        return stage.translated();
    }

    /**
     * JFR writes no park that began before the recording. A thread that somebody has seen parked,
     * and that was never heard of, is in one, which this ends.
     */
    private Fate unparkFirst(long start, TracedThread waker, TracedThread target) {
        stage.silence.heardOf(target, start);
        Step step = time -> threads.wakers.unparkSilent(target, waker, time);
        stage.timeline.begin(start, waker, step);
        return stage.translated();
    }

    private Fate sleep(JfrRecord record, TracedThread thread) {
        Wait wait = new Wait(thread, null, BlockReason.SLEEP, stage.stacks.at(record.stack));
        Fate fate = waits.block(record, wait);
        if (wait.isPlanned()) {
            thread.lastNap = wait;
            waits.planTimer(record, wait, record.slots[0]);
        }
        return fate;
    }

    /** A thread that waits for the collector: Go's mark assist, in which it is blocked. */
    private Fate stall(JfrRecord record, TracedThread thread) {
        Stack stack = stage.stacks.at(record.stack);
        Wait wait = new Wait(thread, null, BlockReason.ALLOCATION_STALL, stack);
        Step begin =
                time -> {
                    // The VM's own thread never blocks.
                    if (!wait.isOver && thread != threads.vmThread()) {
                        threads.run(thread, time);
                        threads.beginAssist(thread, time, stack);
                        threads.block(wait, time);
                    }
                };
        Step leave =
                time -> {
                    threads.run(thread, time);
                    threads.endAssist(thread, time);
                };
        WaitPlanner.Wake wake =
                time -> {
                    threads.wake(wait, time);
                    if (wait.hasBegun) {
                        // Where the world is stopped the thread starts, and leaves it, later.
                        threads.turns.doFirst(thread, time, leave);
                    }
                };
        return waits.plan(record, wait, "allocation stall", begin, wake);
    }
}
