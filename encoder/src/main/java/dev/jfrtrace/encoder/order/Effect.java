package dev.jfrtrace.encoder.order;

import dev.jfrtrace.encoder.format.GoStatus;
import dev.jfrtrace.encoder.format.Limits;
import dev.jfrtrace.encoder.format.ProcStatus;

/**
 * What a reader wants to know of an event that {@link TraceOrder#advance} took, beside its
 * arguments: what its thread held before, and what only the state could tell. One per trace, filled
 * anew for each event.
 */
public final class Effect {
    long thread;
    long proc;
    long goroutine;
    boolean isFirstMention;
    boolean isFirstGeneration;
    ProcStatus procStatus;
    GoStatus goStatus;
    boolean isPromoted;
    boolean lostProc;
    long stwKind;
    String taskName;
    long taskParent;

    Effect() {}

    /** Nothing is told but what the thread holds now. */
    void load(Step step) {
        thread = step.threadId;
        proc = step.proc() == null ? Limits.NONE : step.proc().id;
        goroutine = step.goroutine() == null ? Limits.NONE : step.goroutine().id;
        lostProc = false;
        isPromoted = false;
    }

    /**
     * The thread the event is about: that of its batch, but for a status which speaks of another.
     */
    public long thread() {
        return thread;
    }

    /** The proc that the thread held before the event, or {@link Limits#NONE}. */
    public long proc() {
        return proc;
    }

    /** The goroutine that the thread held before the event, or {@link Limits#NONE}. */
    public long goroutine() {
        return goroutine;
    }

    /** Of a ProcStatus or GoStatus: whether the trace had not told of the resource before. */
    public boolean isFirstMention() {
        return isFirstMention;
    }

    /** Of a ProcStatus or GoStatus: whether it stands in the first generation that has events. */
    public boolean isFirstGeneration() {
        return isFirstGeneration;
    }

    /**
     * Of a ProcSteal the proc's status before; of a ProcStatus the one it states, which is Syscall
     * where the proc is said to be abandoned and its thread is known.
     */
    public ProcStatus procStatus() {
        return procStatus;
    }

    /** Of a GoStatus: the status that it states. */
    public GoStatus goStatus() {
        return goStatus;
    }

    /** Of a ProcStatus: whether an abandoned proc's thread is known after all. */
    public boolean isPromoted() {
        return isPromoted;
    }

    /** Of a GoDestroySyscall: whether the thread loses {@link #proc} by it. */
    public boolean lostProc() {
        return lostProc;
    }

    /** Of an STWEnd: the string id that the STWBegin gave for the kind. */
    public long stwKind() {
        return stwKind;
    }

    /** Of a UserTaskEnd: the task's name; empty where its begin is not in the trace. */
    public String taskName() {
        return taskName;
    }

    /** Of a UserTaskEnd: the task's parent; {@link Limits#NONE} where there is none known. */
    public long taskParent() {
        return taskParent;
    }
}
