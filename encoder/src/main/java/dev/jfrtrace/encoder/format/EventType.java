package dev.jfrtrace.encoder.format;

import static dev.jfrtrace.encoder.format.Arg.*;
import static dev.jfrtrace.encoder.format.TraceVersion.*;

import java.util.List;

/**
 * The events of the wire format, one row each: number, Go's name, kind, the version that brought
 * it, arguments in order. Everything that needs to know an event walks this table: writer, ordering
 * rules, text form, messages, documentation.
 *
 * <p>Source: {@code internal/trace/tracev2/events.go}; {@code EventTypeTest} compares the two where
 * Go is installed. The rows of Go's AllocFree experiment (128 to 136) are there to be read; no
 * viewer shows them, and the writer refuses them.
 */
public enum EventType {
    // Structure.
    EVENT_BATCH(1, "EventBatch", Kind.STRUCTURAL, GO_1_22, GEN, M, TIME, SIZE),
    STACKS(2, "Stacks", Kind.STRUCTURAL, GO_1_22),
    STACK_ENTRY(3, "Stack", Kind.STRUCTURAL, GO_1_22, ID, NFRAMES),
    STRINGS(4, "Strings", Kind.STRUCTURAL, GO_1_22),
    STRING_ENTRY(5, "String", Kind.STRUCTURAL, GO_1_22, ID),
    CPU_SAMPLES(6, "CPUSamples", Kind.STRUCTURAL, GO_1_22),
    CPU_SAMPLE(7, "CPUSample", Kind.STRUCTURAL, GO_1_22, TIME, M, P, G, STACK),
    FREQUENCY(8, "Frequency", Kind.STRUCTURAL, GO_1_22, FREQ),
    // Procs.
    PROCS_CHANGE(9, "ProcsChange", Kind.TIMED, GO_1_22, DT, PROCS, STACK),
    PROC_START(10, "ProcStart", Kind.TIMED, GO_1_22, DT, P, P_SEQ),
    PROC_STOP(11, "ProcStop", Kind.TIMED, GO_1_22, DT),
    PROC_STEAL(12, "ProcSteal", Kind.TIMED, GO_1_22, DT, P, P_SEQ, M),
    PROC_STATUS(13, "ProcStatus", Kind.TIMED, GO_1_22, DT, P, P_STATUS),
    // Goroutines.
    GO_CREATE(14, "GoCreate", Kind.TIMED, GO_1_22, DT, NEW_G, NEW_STACK, STACK),
    GO_CREATE_SYSCALL(15, "GoCreateSyscall", Kind.TIMED, GO_1_22, DT, NEW_G),
    GO_START(16, "GoStart", Kind.TIMED, GO_1_22, DT, G, G_SEQ),
    GO_DESTROY(17, "GoDestroy", Kind.TIMED, GO_1_22, DT),
    GO_DESTROY_SYSCALL(18, "GoDestroySyscall", Kind.TIMED, GO_1_22, DT),
    GO_STOP(19, "GoStop", Kind.TIMED, GO_1_22, DT, REASON, STACK),
    GO_BLOCK(20, "GoBlock", Kind.TIMED, GO_1_22, DT, REASON, STACK),
    GO_UNBLOCK(21, "GoUnblock", Kind.TIMED, GO_1_22, DT, G, G_SEQ, STACK),
    GO_SYSCALL_BEGIN(22, "GoSyscallBegin", Kind.TIMED, GO_1_22, DT, P_SEQ, STACK),
    GO_SYSCALL_END(23, "GoSyscallEnd", Kind.TIMED, GO_1_22, DT),
    GO_SYSCALL_END_BLOCKED(24, "GoSyscallEndBlocked", Kind.TIMED, GO_1_22, DT),
    GO_STATUS(25, "GoStatus", Kind.TIMED, GO_1_22, DT, G, M, G_STATUS),
    // Stop the world and garbage collection.
    STW_BEGIN(26, "STWBegin", Kind.TIMED, GO_1_22, DT, KIND, STACK),
    STW_END(27, "STWEnd", Kind.TIMED, GO_1_22, DT),
    GC_ACTIVE(28, "GCActive", Kind.TIMED, GO_1_22, DT, GC_SEQ),
    GC_BEGIN(29, "GCBegin", Kind.TIMED, GO_1_22, DT, GC_SEQ, STACK),
    GC_END(30, "GCEnd", Kind.TIMED, GO_1_22, DT, GC_SEQ),
    GC_SWEEP_ACTIVE(31, "GCSweepActive", Kind.TIMED, GO_1_22, DT, P),
    GC_SWEEP_BEGIN(32, "GCSweepBegin", Kind.TIMED, GO_1_22, DT, STACK),
    GC_SWEEP_END(33, "GCSweepEnd", Kind.TIMED, GO_1_22, DT, SWEPT, RECLAIMED),
    GC_MARK_ASSIST_ACTIVE(34, "GCMarkAssistActive", Kind.TIMED, GO_1_22, DT, G),
    GC_MARK_ASSIST_BEGIN(35, "GCMarkAssistBegin", Kind.TIMED, GO_1_22, DT, STACK),
    GC_MARK_ASSIST_END(36, "GCMarkAssistEnd", Kind.TIMED, GO_1_22, DT),
    HEAP_ALLOC_CHANGE(37, "HeapAlloc", Kind.TIMED, GO_1_22, DT, HEAP_ALLOC),
    HEAP_GOAL_CHANGE(38, "HeapGoal", Kind.TIMED, GO_1_22, DT, HEAP_GOAL),
    // Annotations.
    GO_LABEL(39, "GoLabel", Kind.TIMED, GO_1_22, DT, LABEL),
    USER_TASK_BEGIN(40, "UserTaskBegin", Kind.TIMED, GO_1_22, DT, TASK, PARENT_TASK, NAME, STACK),
    USER_TASK_END(41, "UserTaskEnd", Kind.TIMED, GO_1_22, DT, TASK, STACK),
    USER_REGION_BEGIN(42, "UserRegionBegin", Kind.TIMED, GO_1_22, DT, TASK, NAME, STACK),
    USER_REGION_END(43, "UserRegionEnd", Kind.TIMED, GO_1_22, DT, TASK, NAME, STACK),
    USER_LOG(44, "UserLog", Kind.TIMED, GO_1_22, DT, TASK, KEY, VALUE, STACK),
    // Since 1.23.
    GO_SWITCH(45, "GoSwitch", Kind.TIMED, GO_1_23, DT, G, G_SEQ),
    GO_SWITCH_DESTROY(46, "GoSwitchDestroy", Kind.TIMED, GO_1_23, DT, G, G_SEQ),
    GO_CREATE_BLOCKED(47, "GoCreateBlocked", Kind.TIMED, GO_1_23, DT, NEW_G, NEW_STACK, STACK),
    GO_STATUS_STACK(48, "GoStatusStack", Kind.TIMED, GO_1_23, DT, G, M, G_STATUS, STACK),
    EXPERIMENTAL_BATCH(49, "ExperimentalBatch", Kind.STRUCTURAL, GO_1_23, EXP, GEN, M, TIME),
    // Since 1.25.
    SYNC(50, "Sync", Kind.STRUCTURAL, GO_1_25),
    CLOCK_SNAPSHOT(51, "ClockSnapshot", Kind.TIMED, GO_1_25, DT, MONO, SEC, NSEC),
    // Since 1.26.
    END_OF_GENERATION(52, "EndOfGeneration", Kind.STRUCTURAL, GO_1_26),
    // The AllocFree experiment. Its numbers start at 128; the first table that reaches them is
    // 1.26's.
    SPAN(128, "Span", Kind.EXPERIMENTAL, GO_1_26, DT, ID, NPAGES, KINDCLASS),
    SPAN_ALLOC(129, "SpanAlloc", Kind.EXPERIMENTAL, GO_1_26, DT, ID, NPAGES, KINDCLASS),
    SPAN_FREE(130, "SpanFree", Kind.EXPERIMENTAL, GO_1_26, DT, ID),
    HEAP_OBJECT(131, "HeapObject", Kind.EXPERIMENTAL, GO_1_26, DT, ID, TYPE),
    HEAP_OBJECT_ALLOC(132, "HeapObjectAlloc", Kind.EXPERIMENTAL, GO_1_26, DT, ID, TYPE),
    HEAP_OBJECT_FREE(133, "HeapObjectFree", Kind.EXPERIMENTAL, GO_1_26, DT, ID),
    GOROUTINE_STACK(134, "GoroutineStack", Kind.EXPERIMENTAL, GO_1_26, DT, ID, ORDER),
    GOROUTINE_STACK_ALLOC(135, "GoroutineStackAlloc", Kind.EXPERIMENTAL, GO_1_26, DT, ID, ORDER),
    GOROUTINE_STACK_FREE(136, "GoroutineStackFree", Kind.EXPERIMENTAL, GO_1_26, DT, ID);

    /** Where an event may stand. */
    public enum Kind {
        /** Frames batches and tables; has no time of its own. */
        STRUCTURAL,
        /** Stands in a thread's batch; its first argument is the time since the event before it. */
        TIMED,
        /** The same, of an experiment: readers hand it on and look at nothing but its thread. */
        EXPERIMENTAL
    }

    private static final EventType[] BY_NUMBER = byNumber();

    private final int number;
    private final String specName;
    private final Kind kind;
    private final TraceVersion since;
    private final List<Arg> args;
    private final int ownArgs;
    private final int stringArgs;
    private final int stackArgs;
    private final int sequenceArg;

    EventType(int number, String specName, Kind kind, TraceVersion since, Arg... args) {
        this.number = number;
        this.specName = specName;
        this.kind = kind;
        this.since = since;
        this.args = List.of(args);
        this.ownArgs = kind == Kind.STRUCTURAL ? args.length : args.length - 1;
        this.stringArgs = positions(Arg.Type.STRING);
        this.stackArgs = positions(Arg.Type.STACK);
        int sequences = positions(Arg.Type.SEQUENCE);
        this.sequenceArg = sequences == 0 ? -1 : Integer.numberOfTrailingZeros(sequences);
    }

    private int positions(Arg.Type wanted) {
        int bits = 0;
        for (int i = 1; i < args.size(); i++) {
            bits |= args.get(i).type() == wanted ? 1 << (i - 1) : 0;
        }
        return bits;
    }

    private static EventType[] byNumber() {
        EventType[] table = new EventType[256];
        for (EventType type : values()) {
            table[type.number] = type;
        }
        return table;
    }

    /** The event with this wire number, or {@code null} when the table has none. */
    public static EventType ofNumber(int number) {
        return number < 0 || number >= BY_NUMBER.length ? null : BY_NUMBER[number];
    }

    /** The byte that starts the event on the wire. */
    public int number() {
        return number;
    }

    /** Go's name, which is also its token in text traces. */
    public String specName() {
        return specName;
    }

    public Kind kind() {
        return kind;
    }

    /**
     * Whether the event stands in a thread's batch and starts with the time since the one before.
     */
    public boolean isTimed() {
        return kind != Kind.STRUCTURAL;
    }

    /** The first version whose readers know the event. */
    public TraceVersion since() {
        return since;
    }

    /** All arguments in wire order; for timed events the first is {@link Arg#DT}. */
    public List<Arg> args() {
        return args;
    }

    /** How many arguments an event has beside its time. */
    public int ownArgs() {
        return ownArgs;
    }

    /**
     * Which arguments are ids of the string table: bit 0 stands for {@code args().get(1)}, the
     * first after the time, and so on.
     */
    public int stringArgs() {
        return stringArgs;
    }

    /** Which arguments are ids of the stack table, as {@link #stringArgs} says it. */
    public int stackArgs() {
        return stackArgs;
    }

    /** Which argument counts up, 0 for the first after the time; -1 when there is none. */
    public int sequenceArg() {
        return sequenceArg;
    }

    @Override
    public String toString() {
        return specName;
    }
}
