package dev.jfrtrace.bridge.translate;

/** What a thread does, as the trace shows it; {@link #mayBecome} is the table of changes (T2). */
enum ThreadState {
    /** Has no goroutine yet. */
    NEW,
    /** Has a goroutine, and nothing is known of what it does: blocked, reason unknown. */
    SILENT,
    /**
     * Blocked, as an event tells; ends with a wake, or, of a virtual thread, with its next slice.
     */
    WAITING,
    /** Could run; stays so while the world is stopped. */
    RUNNABLE,
    /** Runs, holds a proc. */
    RUNNING,
    /** In a system call, holds a proc. */
    IN_SYSCALL,
    /** Its goroutine is gone. */
    ENDED;

    /** A bit for each state that this one may become: asked at every change. */
    private int next;

    static {
        NEW.leadsTo(RUNNABLE);
        SILENT.leadsTo(RUNNING, RUNNABLE);
        WAITING.leadsTo(RUNNING, RUNNABLE);
        RUNNABLE.leadsTo(RUNNING);
        RUNNING.leadsTo(SILENT, WAITING, RUNNABLE, IN_SYSCALL, ENDED);
        IN_SYSCALL.leadsTo(RUNNING);
    }

    private void leadsTo(ThreadState... states) {
        for (ThreadState state : states) {
            next |= 1 << state.ordinal();
        }
    }

    boolean mayBecome(ThreadState state) {
        return (next >> state.ordinal() & 1) != 0;
    }

    /** Whether it holds a thread and a proc. */
    boolean isOnProc() {
        return this == RUNNING || this == IN_SYSCALL;
    }
}
