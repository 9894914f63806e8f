package dev.jfrtrace.bridge.translate;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

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

    private static final Map<ThreadState, Set<ThreadState>> LEGAL =
            new EnumMap<>(ThreadState.class);

    static {
        LEGAL.put(NEW, EnumSet.of(RUNNABLE));
        LEGAL.put(SILENT, EnumSet.of(RUNNING, RUNNABLE));
        LEGAL.put(WAITING, EnumSet.of(RUNNING, RUNNABLE));
        LEGAL.put(RUNNABLE, EnumSet.of(RUNNING));
        LEGAL.put(RUNNING, EnumSet.of(SILENT, WAITING, RUNNABLE, IN_SYSCALL, ENDED));
        LEGAL.put(IN_SYSCALL, EnumSet.of(RUNNING));
        LEGAL.put(ENDED, EnumSet.noneOf(ThreadState.class));
    }

    boolean mayBecome(ThreadState next) {
        return LEGAL.get(this).contains(next);
    }

    /** Whether it holds a thread and a proc. */
    boolean isOnProc() {
        return this == RUNNING || this == IN_SYSCALL;
    }
}
