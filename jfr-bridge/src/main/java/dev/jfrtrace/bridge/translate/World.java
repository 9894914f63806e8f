package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.encoder.generation.Stack;
import java.util.ArrayList;
import java.util.List;

/** All Java threads together: they stop with the world, and go on with it. */
final class World {
    private static final String PREEMPTED = "preempted";

    private final ThreadModel threads;
    private final ProcPool procs;

    /** Threads to go on with when the world does. */
    private final List<TracedThread> held = new ArrayList<>();

    private boolean isStopped;

    World(ThreadModel threads, ProcPool procs) {
        this.threads = threads;
        this.procs = procs;
    }

    boolean isStopped() {
        return isStopped;
    }

    /** Whether the world is stopped, and the thread with it: it cannot run. */
    boolean stops(TracedThread thread) {
        return isStopped && thread.stopsWithWorld;
    }

    /** The thread may have something to do when the world goes on. */
    void hold(TracedThread thread) {
        if (isStopped && !thread.isHeld) {
            thread.isHeld = true;
            held.add(thread);
        }
    }

    /** Stops all Java threads that run. Those in a system call go on: they are in native code. */
    void stop(long time, Stack why) {
        isStopped = true;
        for (int p = Cast.FIRST_POOLED_P; p < procs.count(); p++) {
            TracedThread thread = procs.holder(p);
            if (thread != null && thread.stopsWithWorld && ThreadModel.runs(thread)) {
                threads.stop(thread, time, PREEMPTED, why);
                thread.ranBeforeStop = true;
                hold(thread);
            }
        }
    }

    /** Lets all threads go on, and do what they could not do meanwhile. */
    void goOn(long time) {
        isStopped = false;
        List<TracedThread> going = List.copyOf(held);
        held.clear();
        for (TracedThread thread : going) {
            thread.isHeld = false;
            boolean goesOn = thread.ranBeforeStop || !thread.isOffCarrier();
            thread.ranBeforeStop = false;
            if (thread.is(ThreadState.RUNNABLE) && !thread.isBorn && goesOn) {
                threads.start(thread, time);
            }
            threads.turns.flush(thread, time);
        }
        threads.fallSilent(threads.vmThread(), time);
    }
}
