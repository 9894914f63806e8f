package dev.jfrtrace.encoder.order;

import dev.jfrtrace.encoder.format.Limits;
import dev.jfrtrace.encoder.format.ProcStatus;

/** What is known of a proc. */
public final class ProcState {
    final long id;
    final Sequence sequence = new Sequence();

    /** The number of its status: a reference would be work for the garbage collector. */
    private int status;

    boolean inSweep;

    /** The last generation in which a sweep began here or was stated. */
    long sweepGeneration;

    /** The thread that took it last, if it still holds it; else {@link Limits#NONE}. */
    long thread = Limits.NONE;

    /** Threads that hold it: more than one only where a status said so (V6). */
    int holders;

    ProcState(long id, ProcStatus status) {
        this.id = id;
        become(status);
    }

    public long id() {
        return id;
    }

    public ProcStatus status() {
        return ProcStatus.ofNumber(status);
    }

    boolean is(ProcStatus some) {
        return status == some.number();
    }

    void become(ProcStatus next) {
        status = next.number();
    }

    /** The thread that holds it, or {@link Limits#NONE}. */
    public long thread() {
        return thread;
    }

    public boolean inSweep() {
        return inSweep;
    }
}
