package dev.jfrtrace.bridge.translate;

import static dev.jfrtrace.bridge.mapping.JfrMapping.ALLOCATION_STALL;
import static dev.jfrtrace.bridge.mapping.JfrMapping.FILE_FORCE;
import static dev.jfrtrace.bridge.mapping.JfrMapping.FILE_READ;
import static dev.jfrtrace.bridge.mapping.JfrMapping.FILE_WRITE;
import static dev.jfrtrace.bridge.mapping.JfrMapping.INTERRUPT;
import static dev.jfrtrace.bridge.mapping.JfrMapping.MONITOR_ENTER;
import static dev.jfrtrace.bridge.mapping.JfrMapping.MONITOR_NOTIFY;
import static dev.jfrtrace.bridge.mapping.JfrMapping.MONITOR_WAIT;
import static dev.jfrtrace.bridge.mapping.JfrMapping.SOCKET_READ;
import static dev.jfrtrace.bridge.mapping.JfrMapping.SOCKET_WRITE;
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

/**
 * Waits and system calls. A thread does one of them at a time: what lies within another is left
 * out, what overlaps another is clipped.
 */
final class BlockingEvents {
    /** Ends a wait: the only kind of step that a waiting thread admits. */
    @FunctionalInterface
    private interface Wake extends Step {
        @Override
        default boolean isWake() {
            return true;
        }
    }

    /** In nanoseconds: no thread leaves its processor, and comes back, in less. */
    private static final long SHORTEST_WAIT = 1_000;

    private static final long MILLI = 1_000_000;

    /** A log of a virtual thread that has kept its carrier while it waited. */
    private static final String PINNED = "pinned";

    private final Stage stage;
    private final ThreadModel threads;
    private final Notices notices = new Notices();

    BlockingEvents(Stage stage) {
        this.stage = stage;
        this.threads = stage.threads;
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
        handlers.put(SOCKET_READ, this::read);
        handlers.put(SOCKET_WRITE, this::syscall);
        handlers.put(FILE_READ, this::syscall);
        handlers.put(FILE_WRITE, this::syscall);
        handlers.put(FILE_FORCE, this::syscall);
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
        Fate fate = block(record, wait);
        if (wait.isPlanned()) {
            planEnd(record, wait);
            boolean isForTime = reason == BlockReason.OBJECT_WAIT && record.slots[3] != 0;
            planTimer(record, wait, isForTime && waker == null ? record.slots[4] : 0);
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
        Fate fate = block(record, wait);
        if (wait.isPlanned()) {
            wait.thread.lastPark = wait;
            planTimer(record, wait, record.slots[1]);
        }
        return fate;
    }

    /** One that does not leave its carrier finds a permit, or is a pin, which JFR tells of. */
    private Fate virtualPark(JfrRecord record, TracedThread thread) {
        if (staysOnCarrier(record, thread)) {
            return Fate.EVIDENCE;
        }
        Stack stack = stage.stacks.at(record.stack, record.slots[0]);
        return park(record, new Wait(thread, null, WaitPlaces.ofVirtualPark(stack), stack));
    }

    /**
     * A virtual thread that reads and stays on its carrier finds something to read, or is pinned.
     */
    private Fate read(JfrRecord record, TracedThread thread) {
        if (!staysOnCarrier(record, thread)) {
            return network(record, thread);
        }
        Stack stack = stage.stacks.at(record.stack, record.slots[0]);
        Wait read = new Wait(thread, null, BlockReason.NETWORK, stack);
        Fate fate = plan(record, read, "system call", t -> begin(read, t), new EndOfRead(read));
        if (read.isPlanned()) {
            thread.lastRead = read;
        }
        return fate;
    }

    private void begin(Wait read, long time) {
        if (read.isPinned) {
            threads.block(read, time);
        } else {
            threads.beginSyscall(read, time);
        }
    }

    /** Ends what the read was shown as. */
    private final class EndOfRead implements Step {
        private final Wait read;

        EndOfRead(Wait read) {
            this.read = read;
        }

        @Override
        public void run(long time) {
            if (isWake()) {
                threads.wake(read, time);
            } else {
                threads.endSyscall(read.thread, time);
            }
        }

        @Override
        public boolean isWake() {
            return read.thread.wait == read;
        }
    }

    /**
     * A pin that is told of by the agent, as a park, is within that. Whoever unparks the thread
     * ends it all the same.
     */
    private Fate pinned(JfrRecord record, TracedThread thread) {
        Wait pin = new Wait(thread, null, BlockReason.PINNED, stage.stacks.at(record.stack));
        Fate fate = block(record, pin);
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
        Fate fate = block(record, wait);
        if (wait.isPlanned()) {
            thread.lastNap = wait;
            planTimer(record, wait, record.slots[0]);
        }
        return fate;
    }

    /** Ends a wait where its time is up, though its thread gets no CPU, or no carrier, yet. */
    private void planTimer(JfrRecord record, Wait wait, long asked) {
        long up = stage.timers.up(stage.beganAt(), asked, wait.end);
        if (up < wait.end) {
            long time = Math.max(up, record.start + 1);
            stage.timeline.begin(time, t -> threads.wakers.timeIsUp(wait, t));
        }
    }

    private Fate network(JfrRecord record, TracedThread thread) {
        Stack stack = stage.stacks.at(record.stack, record.slots[0]);
        return block(record, new Wait(thread, null, BlockReason.NETWORK, stack));
    }

    private Fate block(JfrRecord record, Wait wait) {
        Wake wake = time -> threads.wake(wait, time);
        Step begin = time -> threads.block(wait, time);
        return plan(record, wait, wait.reason.text(false), begin, wake);
    }

    /** Where a virtual thread leaves its carrier meanwhile, it waits for the other side. */
    private Fate syscall(JfrRecord record, TracedThread thread) {
        Stack stack = stage.stacks.at(record.stack, record.slots[0]);
        Wait call = new Wait(thread, null, BlockReason.NETWORK, stack);
        return plan(
                record,
                call,
                "system call",
                time -> threads.beginSyscall(call, time),
                time -> threads.endSyscall(thread, time));
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
        Wake wake =
                time -> {
                    threads.wake(wait, time);
                    if (wait.hasBegun) {
                        // Where the world is stopped the thread starts, and leaves it, later.
                        threads.turns.doFirst(thread, time, leave);
                    }
                };
        return plan(record, wait, "allocation stall", begin, wake);
    }

    private Fate plan(JfrRecord record, Wait wait, String what, Step begin, Step end) {
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

    private static boolean staysOnCarrier(JfrRecord record, TracedThread thread) {
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

    /** Moves the start behind the thread's last wait, and makes the span last. */
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
