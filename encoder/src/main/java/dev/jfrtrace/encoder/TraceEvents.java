package dev.jfrtrace.encoder;

import dev.jfrtrace.encoder.format.EventType;
import dev.jfrtrace.encoder.format.GoStatus;
import dev.jfrtrace.encoder.format.Limits;
import dev.jfrtrace.encoder.format.ProcStatus;
import dev.jfrtrace.encoder.generation.Stack;

/**
 * The events of a trace as methods, in Go's names. Arguments are the thread whose stream the event
 * stands in ({@code m}), the time in nanoseconds of the trace, then the event's own; sequence
 * numbers are supplied. Each method tells whether the event was taken: {@code false} means that it
 * would have broken the trace and was {@linkplain Refusal refused}.
 */
public abstract class TraceEvents {
    TraceEvents() {}

    /**
     * Judges and appends; sequences and ids are in the arguments already.
     *
     * @param text the string argument that a rule looks at; {@code null} where none does
     */
    abstract boolean emit(
            EventType type, long m, long time, long a0, long a1, long a2, long a3, String text);

    /** The same of any event, with its sequence, if it has one, filled in: the next of its kind. */
    abstract boolean emitNext(
            EventType type, long m, long time, long a0, long a1, long a2, long a3, String text);

    abstract int string(String text);

    abstract int stack(Stack stack);

    // Procs.

    public boolean procsChange(long m, long time, long procs) {
        return emit(EventType.PROCS_CHANGE, m, time, procs, stack(Stack.NONE), 0, 0, null);
    }

    public boolean procStatus(long m, long time, long p, ProcStatus status) {
        return emit(EventType.PROC_STATUS, m, time, p, status.number(), 0, 0, null);
    }

    public boolean procStart(long m, long time, long p) {
        return emitNext(EventType.PROC_START, m, time, p, 0, 0, 0, null);
    }

    public boolean procStop(long m, long time) {
        return emit(EventType.PROC_STOP, m, time, 0, 0, 0, 0, null);
    }

    // Goroutines.

    /** A new goroutine; it is named for the outermost frame of {@code created}. */
    public boolean goCreate(long m, long time, long g, Stack created, Stack creator) {
        return emit(EventType.GO_CREATE, m, time, g, stack(created), stack(creator), 0, null);
    }

    public boolean goStart(long m, long time, long g) {
        return emitNext(EventType.GO_START, m, time, g, 0, 0, 0, null);
    }

    public boolean goDestroy(long m, long time) {
        return emit(EventType.GO_DESTROY, m, time, 0, 0, 0, 0, null);
    }

    /** The goroutine loses its proc but could go on. */
    public boolean goStop(long m, long time, String reason, Stack stack) {
        return emit(EventType.GO_STOP, m, time, string(reason), stack(stack), 0, 0, reason);
    }

    public boolean goBlock(long m, long time, String reason, Stack stack) {
        return emit(EventType.GO_BLOCK, m, time, string(reason), stack(stack), 0, 0, reason);
    }

    /** Goroutine {@code g} may go on; {@code m} and {@code stack} are those of its waker. */
    public boolean goUnblock(long m, long time, long g, Stack stack) {
        return emitNext(EventType.GO_UNBLOCK, m, time, g, 0, stack(stack), 0, null);
    }

    public boolean goSyscallBegin(long m, long time, Stack stack) {
        return emitNext(EventType.GO_SYSCALL_BEGIN, m, time, 0, stack(stack), 0, 0, null);
    }

    public boolean goSyscallEnd(long m, long time) {
        return emit(EventType.GO_SYSCALL_END, m, time, 0, 0, 0, 0, null);
    }

    /**
     * States a goroutine that was there before the trace.
     *
     * @param onThread the thread that it sits in a syscall on; else ignored
     */
    public boolean goStatus(long m, long time, long g, long onThread, GoStatus status) {
        // Readers look at the thread of syscalls only; 0 takes a tenth of the bytes of "none".
        long thread = status == GoStatus.SYSCALL ? onThread : 0;
        return emit(EventType.GO_STATUS, m, time, g, thread, status.number(), 0, null);
    }

    // Stop the world and garbage collection.

    public boolean stwBegin(long m, long time, String kind, Stack stack) {
        return emit(EventType.STW_BEGIN, m, time, string(kind), stack(stack), 0, 0, kind);
    }

    public boolean stwEnd(long m, long time) {
        return emit(EventType.STW_END, m, time, 0, 0, 0, 0, null);
    }

    public boolean gcBegin(long m, long time, Stack stack) {
        return emitNext(EventType.GC_BEGIN, m, time, 0, stack(stack), 0, 0, null);
    }

    public boolean gcEnd(long m, long time) {
        return emitNext(EventType.GC_END, m, time, 0, 0, 0, 0, null);
    }

    boolean gcActive(long m, long time) {
        return emitNext(EventType.GC_ACTIVE, m, time, 0, 0, 0, 0, null);
    }

    public boolean gcMarkAssistBegin(long m, long time, Stack stack) {
        return emit(EventType.GC_MARK_ASSIST_BEGIN, m, time, stack(stack), 0, 0, 0, null);
    }

    public boolean gcMarkAssistEnd(long m, long time) {
        return emit(EventType.GC_MARK_ASSIST_END, m, time, 0, 0, 0, 0, null);
    }

    boolean gcMarkAssistActive(long m, long time, long g) {
        return emit(EventType.GC_MARK_ASSIST_ACTIVE, m, time, g, 0, 0, 0, null);
    }

    /** Live bytes in the heap. */
    public boolean heapAlloc(long m, long time, long bytes) {
        return emit(EventType.HEAP_ALLOC_CHANGE, m, time, bytes, 0, 0, 0, null);
    }

    /** Bytes that the heap may grow to before it is collected. */
    public boolean heapGoal(long m, long time, long bytes) {
        return emit(EventType.HEAP_GOAL_CHANGE, m, time, bytes, 0, 0, 0, null);
    }

    // Annotations.

    public boolean goLabel(long m, long time, String label) {
        return emit(EventType.GO_LABEL, m, time, string(label), 0, 0, 0, label);
    }

    /**
     * @param parent the enclosing task, 0 for none
     */
    public boolean userTaskBegin(
            long m, long time, long task, long parent, String name, Stack stack) {
        int nameId = string(name);
        return emit(EventType.USER_TASK_BEGIN, m, time, task, parent, nameId, stack(stack), name);
    }

    public boolean userTaskEnd(long m, long time, long task, Stack stack) {
        return emit(EventType.USER_TASK_END, m, time, task, stack(stack), 0, 0, null);
    }

    /**
     * @param task the task that it belongs to, 0 for none
     */
    public boolean userRegionBegin(long m, long time, long task, String name, Stack stack) {
        int nameId = string(name);
        return emit(EventType.USER_REGION_BEGIN, m, time, task, nameId, stack(stack), 0, name);
    }

    public boolean userRegionEnd(long m, long time, long task, String name, Stack stack) {
        int nameId = string(name);
        return emit(EventType.USER_REGION_END, m, time, task, nameId, stack(stack), 0, name);
    }

    /**
     * @param task the task that it belongs to, 0 for none
     */
    public boolean userLog(
            long m, long time, long task, String category, String message, Stack stack) {
        int key = string(category);
        int value = string(message);
        return emit(EventType.USER_LOG, m, time, task, key, value, stack(stack), null);
    }

    /**
     * A sample of what ran; {@link Limits#NONE} for a thread or proc, 0 for a goroutine unknown.
     */
    public abstract void cpuSample(long time, long m, long p, long g, Stack stack);
}
