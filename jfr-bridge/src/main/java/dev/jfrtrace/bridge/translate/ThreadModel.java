package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.encoder.TraceEvents;
import dev.jfrtrace.encoder.generation.Stack;

/** What all threads do, and the only writer of events that change it. */
final class ThreadModel {
    private final TraceEvents encoder;
    private final ProcPool procs;
    private final boolean goReasons;
    private final TracedThread vmThread;

    final World world;
    final Wakers wakers;
    final Labels labels;
    final Turns turns;

    private int created = 1;

    ThreadModel(TraceEvents encoder, TracedThread vmThread, boolean goReasons) {
        this.encoder = encoder;
        this.procs = new ProcPool(encoder, this::announceProcs);
        this.world = new World(this, procs);
        this.wakers = new Wakers(this);
        this.labels = new Labels(encoder);
        this.turns = new Turns(world);
        this.vmThread = vmThread;
        this.goReasons = goReasons;
    }

    /** The VM thread, which is always there and keeps its proc, whether or not it runs. */
    TracedThread vmThread() {
        return vmThread;
    }

    private void announceProcs(long time, int count) {
        asVmThread(time, t -> encoder.procsChange(Cast.VM_M, t, count));
    }

    /** The trace goes on up to here, though nothing happens: who waits still does. */
    void goOn(long time) {
        announceProcs(time, procs.announced());
    }

    /** Lets the VM thread do something, and rest again if it has nothing more to do. */
    void asVmThread(long time, Step step) {
        run(vmThread, time);
        step.run(time);
        fallSilent(vmThread, time);
    }

    /** The same, and if it runs already it goes on. */
    void onVmThread(long time, Step step) {
        if (runs(vmThread)) {
            step.run(time);
        } else {
            asVmThread(time, step);
        }
    }

    // Lives.

    /**
     * Gives the thread a goroutine, made by {@code parent} if that runs, else by the dispatcher,
     * and lets it run.
     */
    void create(TracedThread thread, long time, TracedThread parent, Stack stack) {
        if (thread.is(ThreadState.NEW)) {
            boolean known = parent != null && runs(parent);
            give(thread, time, known ? parent.m : Cast.DISPATCHER_M, known ? stack : Stack.NONE);
        } else if (!thread.isBorn) {
            return;
        }
        thread.isBorn = false;
        if (world.stops(thread)) {
            world.hold(thread);
        } else {
            start(thread, time);
        }
    }

    /** The same for a thread that starts: what it was to do before it could, it does now. */
    void begin(TracedThread thread, long time, TracedThread parent, Stack stack) {
        create(thread, time, parent, stack);
        turns.flush(thread, time);
    }

    /** The parent, if it runs, makes the goroutine of a thread that is to run later. */
    void bear(TracedThread thread, long time, TracedThread parent, Stack stack) {
        if (thread.is(ThreadState.NEW) && runs(parent)) {
            give(thread, time, parent.m, stack);
            thread.isBorn = true;
        }
    }

    void give(TracedThread thread, long time, long m, Stack stack) {
        encoder.goCreate(m, time, thread.g, thread.nameStack, stack);
        created += thread.isReborn ? 0 : 1;
        thread.become(ThreadState.RUNNABLE);
    }

    /** Gives the thread, which was there before, a goroutine that is blocked. */
    void introduce(TracedThread thread, long time, BlockReason reason, Stack stack) {
        if (thread.is(ThreadState.NEW)) {
            create(thread, time, null, Stack.NONE);
            turns.submit(thread, time, at -> fallSilent(thread, at, reason, stack));
        }
    }

    /** The thread's last step. */
    void end(TracedThread thread, long time) {
        if (thread == vmThread) {
            return;
        }
        run(thread, time);
        endSyscall(thread, time);
        wakers.pay(thread, time, Long.MAX_VALUE);
        endAssist(thread, time);
        encoder.goDestroy(thread.m, time);
        leaveProc(thread, time);
        thread.become(ThreadState.ENDED);
        leaveCarrier(thread, time);
    }

    // Mark assists: only a thread that runs begins and ends them.

    void beginAssist(TracedThread thread, long time, Stack stack) {
        endAssist(thread, time);
        encoder.gcMarkAssistBegin(thread.m, time, stack);
        thread.isAssisting = true;
    }

    void endAssist(TracedThread thread, long time) {
        if (thread.isAssisting) {
            encoder.gcMarkAssistEnd(thread.m, time);
            thread.isAssisting = false;
        }
    }

    // Running.

    /** Makes sure that the thread runs; it must not wait or be stopped. */
    void run(TracedThread thread, long time) {
        create(thread, time, null, Stack.NONE);
        if (thread.is(ThreadState.SILENT)
                || thread.is(ThreadState.RUNNABLE) && thread.isOffCarrier()) {
            start(thread, time);
        }
    }

    /** The thread is known to run at that instant, if nothing says otherwise. */
    void glimpse(TracedThread thread, long time) {
        if (thread.is(ThreadState.SILENT)) {
            turns.submit(thread, time, at -> run(thread, at));
        }
    }

    /**
     * Starts the thread. If it is still blocked, nobody is known to have woken it: then the wake
     * stands on its own thread, before the goroutine is on it. So viewers draw no arrow from
     * anybody, and the event is two bytes shorter than in a stream of another.
     */
    void start(TracedThread thread, long time) {
        if (thread == vmThread) {
            startVmThread(time);
            return;
        }
        procs.take(thread, time);
        if (thread.host().sharesM) {
            clearThread(thread, time);
        }
        encoder.procStart(thread.m, time, thread.p);
        if (!thread.is(ThreadState.RUNNABLE)) {
            encoder.goUnblock(thread.m, time, thread.g, Stack.NONE);
        }
        encoder.goStart(thread.m, time, thread.g);
        thread.become(ThreadState.RUNNING);
        thread.isBorn = false;
        labels.show(thread, time);
    }

    private void startVmThread(long time) {
        encoder.goUnblock(Cast.VM_M, time, vmThread.g, Stack.NONE);
        encoder.goStart(Cast.VM_M, time, vmThread.g);
        vmThread.become(ThreadState.RUNNING);
    }

    /** The system gave the thread's id, which was that of a thread that has died, unseen. */
    private void clearThread(TracedThread thread, long time) {
        for (int p = Cast.FIRST_POOLED_P; p < procs.count(); p++) {
            TracedThread other = procs.holder(p);
            if (other != null && other != thread && other.m == thread.m) {
                fallSilent(other, time);
            }
        }
    }

    /** Gives its thread back to a carrier, which may have something to do by now. */
    void leaveCarrier(TracedThread thread, long time) {
        TracedThread carrier = thread.slice == null ? null : thread.slice.carrier;
        thread.slice = null;
        if (carrier != null) {
            carrier.carries = null;
            turns.flush(carrier, time);
        }
    }

    private void leaveProc(TracedThread thread, long time) {
        if (thread == vmThread) {
            return;
        }
        encoder.procStop(thread.m, time);
        procs.give(thread);
    }

    /**
     * Nothing more is heard of the thread (T1); perhaps it is said later what it does meanwhile.
     */
    void fallSilent(TracedThread thread, long time) {
        Word word = thread.nextWord;
        if (word != null && word.time() >= time) {
            fallSilent(thread, time, word.reason(), word.stack());
        } else {
            fallSilent(thread, time, thread.silence(), Stack.NONE);
        }
    }

    private void fallSilent(TracedThread thread, long time, BlockReason reason, Stack stack) {
        if (thread == vmThread && world.isStopped()) {
            // It is what stops it.
            return;
        }
        endSyscall(thread, time);
        if (thread.is(ThreadState.RUNNING)) {
            Stack where = stack.isEmpty() ? thread.nameStack : stack;
            leave(thread, time, reason, where, ThreadState.SILENT);
            thread.silentFor = reason;
        }
    }

    /**
     * There is a word of what a silent thread waits for: it is shown as blocked for that from here
     * on. A thread that was never heard of appears.
     */
    void explainSilence(TracedThread thread, long time, Word word) {
        BlockReason reason = word.reason();
        if (thread == vmThread || thread.carries != null) {
            return;
        }
        if (thread.is(ThreadState.NEW)) {
            introduce(thread, time, reason, word.stack());
        } else if (thread.is(ThreadState.SILENT)
                && reason.saysMoreThan(thread.silentFor)
                && !world.stops(thread)) {
            start(thread, time);
            fallSilent(thread, time, reason, word.stack());
        }
    }

    /** What a silent thread was said to wait for is over, though nothing was heard of it since. */
    void doubtSilence(TracedThread thread, long time, Word word) {
        boolean isSaid = thread.is(ThreadState.SILENT) && thread.silentFor == word.reason();
        if (isSaid && thread.nextWord == word && thread.silentFor != thread.silence()) {
            start(thread, time);
            fallSilent(thread, time, thread.silence(), Stack.NONE);
        }
    }

    // Waiting.

    /** The thread begins a wait. */
    void block(Wait wait, long time) {
        TracedThread thread = wait.thread;
        if (thread == vmThread || wait.isOver) {
            return;
        }
        run(thread, time);
        endSyscall(thread, time);
        wakers.pay(thread, time, wait.end);
        waitFor(wait, time);
        wakers.owe(wait);
    }

    /**
     * Lets a virtual thread go on that waits, or is ready, without an end that is planned: its next
     * slice would be that, and will not come.
     */
    void forgetWait(TracedThread thread, long time) {
        if (isOff(thread) && thread.isOffCarrier() && !world.stops(thread)) {
            thread.wait = null;
            thread.why = null;
            start(thread, time);
        }
    }

    /** The thread, which runs, leaves its proc to wait. */
    void waitFor(Wait wait, long time) {
        TracedThread thread = wait.thread;
        leave(thread, time, wait.reason, wait.place(), ThreadState.WAITING);
        thread.wait = wait;
        wait.hasBegun = true;
    }

    /** The thread, which runs, leaves its proc, blocked. */
    void leave(TracedThread thread, long time, BlockReason reason, Stack stack, ThreadState next) {
        encoder.goBlock(thread.m, time, reason.text(goReasons), stack);
        leaveProc(thread, time);
        thread.become(next);
    }

    /** Ends a wait; the waker is drawn if it is known and runs, or has been drawn before. */
    void wake(Wait wait, long time) {
        TracedThread thread = wait.thread;
        wait.isOver = true;
        wakers.settle(wait);
        boolean mustHold = world.stops(thread);
        if (wait.isOpen() && (wait.waker != null || mustHold)) {
            wakers.unblock(wait, time, mustHold);
        }
        if (thread.wait != wait) {
            return;
        }
        thread.wait = null;
        if (mustHold) {
            world.hold(thread);
        } else if (isOff(thread)) {
            // A virtual thread that was made ready may have been heard of by now.
            start(thread, time);
        }
    }

    void makeRunnable(TracedThread thread, long time, long m) {
        encoder.goUnblock(m, time, thread.g, Stack.NONE);
        thread.become(ThreadState.RUNNABLE);
    }

    /** Whether it is blocked, or ready, and nothing else. */
    private static boolean isOff(TracedThread thread) {
        return thread.is(ThreadState.WAITING) || thread.is(ThreadState.RUNNABLE);
    }

    static boolean runs(TracedThread thread) {
        return thread.is(ThreadState.RUNNING);
    }

    // System calls.

    void beginSyscall(Wait call, long time) {
        TracedThread thread = call.thread;
        if (thread == vmThread) {
            return;
        }
        run(thread, time);
        endSyscall(thread, time);
        wakers.pay(thread, time, call.end);
        encoder.goSyscallBegin(thread.m, time, call.place());
        thread.become(ThreadState.IN_SYSCALL);
    }

    void endSyscall(TracedThread thread, long time) {
        if (thread.is(ThreadState.IN_SYSCALL)) {
            encoder.goSyscallEnd(thread.m, time);
            thread.become(ThreadState.RUNNING);
            labels.show(thread, time);
        }
    }

    /** Takes the thread, which could go on, off its proc. */
    void stop(TracedThread thread, long time, String reason, Stack stack) {
        encoder.goStop(thread.m, time, reason, stack);
        leaveProc(thread, time);
        thread.become(ThreadState.RUNNABLE);
    }

    /** Threads that got goroutines, the VM thread included. */
    int created() {
        return created;
    }
}
