package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.encoder.generation.Stack;

/**
 * Virtual threads on their carriers. A thread that is mounted runs on its carrier's thread (M), and
 * its carrier does not: that is blocked as {@link BlockReason#CARRYING}, so that nothing is counted
 * twice.
 */
final class Mounting {
    private static final String YIELD = "yield";
    private static final String MOVED = "moved";

    private final ThreadModel threads;

    Mounting(ThreadModel threads) {
        this.threads = threads;
    }

    /** The thread could run, and waits for a carrier. */
    void ready(Ready ready, long time) {
        TracedThread thread = ready.thread;
        TracedThread waker = ready.wakerThatRuns();
        long m = waker == null ? Cast.DISPATCHER_M : waker.m;
        switch (thread.state()) {
            case NEW:
                threads.give(thread, time, ready.starts ? m : Cast.DISPATCHER_M, Stack.NONE);
                thread.isBorn = true;
                break;
            case SILENT:
            case WAITING:
                threads.makeRunnable(thread, time, m);
                break;
            default:
                // It is known already.
                break;
        }
    }

    /** The thread goes on, wherever it was before. */
    void mount(Slice slice, long time) {
        TracedThread thread = slice.thread;
        threads.endSyscall(thread, time);
        if (ThreadModel.runs(thread)) {
            threads.stop(thread, time, MOVED, Stack.NONE);
        }
        threads.leaveCarrier(thread, time);
        if (slice.carrier != null) {
            vacate(slice.carrier, time);
            slice.carrier.carries = thread;
        }
        if (thread.is(ThreadState.NEW)) {
            threads.give(thread, time, Cast.DISPATCHER_M, Stack.NONE);
        }
        thread.wait = null;
        thread.slice = slice;
        threads.start(thread, time);
    }

    /** The carrier's thread is about to be another's. */
    private void vacate(TracedThread carrier, long time) {
        if (carrier.carries != null) {
            unmount(carrier.carries.slice, time);
        }
        if (carrier.is(ThreadState.RUNNABLE)) {
            threads.start(carrier, time);
        }
        threads.fallSilent(carrier, time);
    }

    /** The thread leaves its carrier, if it is still there. */
    void unmount(Slice slice, long time) {
        TracedThread thread = slice.thread;
        if (thread.slice != slice) {
            return;
        }
        threads.endSyscall(thread, time);
        if (ThreadModel.runs(thread)) {
            leave(slice, time);
        }
        threads.leaveCarrier(thread, time);
    }

    private void leave(Slice slice, long time) {
        TracedThread thread = slice.thread;
        threads.wakers.pay(thread, time, slice.runsAgain());
        switch (slice.ending) {
            case END:
                threads.end(thread, time);
                break;
            case YIELD:
                threads.stop(thread, time, YIELD, Stack.NONE);
                break;
            default:
                boolean explained = slice.ending == Slice.Ending.PARK && thread.why != null;
                threads.waitFor(
                        explained
                                ? thread.why
                                : new Wait(thread, null, slice.ending.reason, Stack.NONE),
                        time);
        }
    }
}
