package dev.jfrtrace.encoder.order;

import dev.jfrtrace.encoder.format.GoStatus;
import dev.jfrtrace.encoder.format.Limits;
import dev.jfrtrace.encoder.format.ProcStatus;
import dev.jfrtrace.encoder.util.LongMap;

/**
 * What a trace has said so far, and the few changes that more than one event makes to it. The rules
 * decide; nothing here does.
 */
final class TraceState {
    LongMap<ThreadState> threads = new LongMap<>();
    final LongMap<ProcState> procs = new LongMap<>();
    final LongMap<GoState> goroutines = new LongMap<>();

    /** Whether the rules V are judged too. */
    final boolean viewers;

    long generation;
    private long firstGeneration;

    /** The last generation in which a thread came to hold both a proc and a goroutine. */
    private long userGeneration;

    TraceState(boolean viewers) {
        this.viewers = viewers;
    }

    /** To be told before each event: the first generation is the first that holds one. */
    void noteEvent() {
        if (firstGeneration == 0) {
            firstGeneration = generation;
        }
    }

    boolean isFirstGeneration() {
        return generation == firstGeneration;
    }

    /** Whether a goroutine has had a proc in the open generation. */
    boolean hadUserGoroutine() {
        return userGeneration == generation;
    }

    ThreadState newThread(long m) {
        ThreadState created = new ThreadState(m);
        threads.put(m, created);
        return created;
    }

    /**
     * Forgets threads that hold nothing, as if nobody had mentioned them. A writer never asks
     * whether somebody did, and its program may start threads without end; Go's reader does ask.
     */
    void forgetIdleThreads() {
        LongMap<ThreadState> kept = new LongMap<>();
        threads.forEach(
                thread -> {
                    if (thread.proc != null || thread.goroutine != null) {
                        kept.put(thread.id, thread);
                    }
                });
        threads = kept;
    }

    ProcState newProc(long p, ProcStatus status) {
        ProcState created = new ProcState(p, status);
        procs.put(p, created);
        return created;
    }

    GoState newGoroutine(long g, GoStatus status) {
        GoState created = new GoState(g, status);
        created.sequence.reset(generation);
        goroutines.put(g, created);
        return created;
    }

    /**
     * Gives a proc to a thread. What the thread held before is overwritten, as Go's reader does;
     * the id "none" is taken for none.
     */
    void hold(ThreadState thread, ProcState proc) {
        release(thread);
        if (proc.id != Limits.NONE) {
            thread.proc = proc;
            proc.thread = thread.id;
            proc.holders++;
            noteUser(thread);
        }
    }

    /** Takes the thread's proc away, where it has one. */
    void release(ThreadState thread) {
        ProcState held = thread.proc;
        if (held == null) {
            return;
        }
        held.holders--;
        if (held.thread == thread.id) {
            held.thread = Limits.NONE;
        }
        thread.proc = null;
    }

    /** A thread that holds the proc, which at least one does. */
    ThreadState holderOf(ProcState proc) {
        if (proc.thread != Limits.NONE) {
            return threads.get(proc.thread);
        }
        ThreadState[] found = {null};
        threads.forEach(thread -> found[0] = thread.proc == proc ? thread : found[0]);
        return found[0];
    }

    /** Puts a goroutine on a thread; overwrites as {@link #hold} does. */
    void bind(ThreadState thread, GoState goroutine) {
        goroutine.thread = thread.id;
        thread.goroutine = goroutine.id == Limits.NONE ? null : goroutine;
        noteUser(thread);
    }

    /** Takes the thread's goroutine off it. */
    void unbind(ThreadState thread) {
        thread.goroutine.thread = Limits.NONE;
        thread.goroutine = null;
    }

    /** The thread's goroutine has ended. */
    void forget(ThreadState thread) {
        GoState ended = thread.goroutine;
        unbind(thread);
        ended.gone = true;
        goroutines.remove(ended.id);
    }

    /** A thread with a proc and a goroutine: {@code preferred} if it can be, or none. */
    long userThread(long preferred) {
        if (isUser(threads.get(preferred))) {
            return preferred;
        }
        long[] found = {Limits.NONE};
        procs.forEach(
                proc -> {
                    if (found[0] == Limits.NONE && isUser(threads.get(proc.thread))) {
                        found[0] = proc.thread;
                    }
                });
        return found[0];
    }

    private void noteUser(ThreadState thread) {
        if (isUser(thread)) {
            userGeneration = generation;
        }
    }

    static boolean isUser(ThreadState thread) {
        return thread != null && thread.proc != null && thread.goroutine != null;
    }
}
