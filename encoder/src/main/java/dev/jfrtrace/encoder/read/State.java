package dev.jfrtrace.encoder.read;

import dev.jfrtrace.encoder.format.GoStatus;
import dev.jfrtrace.encoder.format.ProcStatus;

/**
 * The states of goroutines and procs, under the names of Go's {@code GoState} and {@code
 * ProcState}.
 */
public enum State {
    /** Not known: the trace starts here. */
    UNDETERMINED("Undetermined"),
    NOT_EXIST("NotExist"),
    /** Of a goroutine: waits for a proc. */
    RUNNABLE("Runnable"),
    /** Of a goroutine, and of a proc: a thread has it, also one in a syscall. */
    RUNNING("Running"),
    /** Of a goroutine: waits for something else. */
    WAITING("Waiting"),
    /** Of a goroutine. */
    SYSCALL("Syscall"),
    /** Of a proc: no thread has it, or one that is not known. */
    IDLE("Idle");

    private final String specName;

    State(String specName) {
        this.specName = specName;
    }

    static State of(GoStatus status) {
        switch (status) {
            case RUNNABLE:
                return RUNNABLE;
            case RUNNING:
                return RUNNING;
            case SYSCALL:
                return SYSCALL;
            case WAITING:
                return WAITING;
            default:
                return UNDETERMINED;
        }
    }

    static State of(ProcStatus status) {
        switch (status) {
            case RUNNING:
            case SYSCALL:
                return RUNNING;
            case IDLE:
            case SYSCALL_ABANDONED:
                return IDLE;
            default:
                return UNDETERMINED;
        }
    }

    /** Go's name. */
    public String specName() {
        return specName;
    }

    @Override
    public String toString() {
        return specName;
    }
}
