package dev.jfrtrace.encoder.order;

import dev.jfrtrace.encoder.format.ProcStatus;

/** What is known of a proc. */
public final class ProcState {
    final long id;
    final Sequence sequence = new Sequence();
    ProcStatus status;
    boolean inSweep;

    /** The thread that holds it; {@link dev.jfrtrace.encoder.format.Limits#NONE} when idle. */
    long thread;

    ProcState(long id, ProcStatus status, long thread) {
        this.id = id;
        this.status = status;
        this.thread = thread;
    }

    public long id() {
        return id;
    }

    public ProcStatus status() {
        return status;
    }

    /** The thread that holds it, or {@link dev.jfrtrace.encoder.format.Limits#NONE}. */
    public long thread() {
        return thread;
    }

    public boolean inSweep() {
        return inSweep;
    }
}
