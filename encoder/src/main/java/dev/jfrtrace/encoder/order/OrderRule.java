package dev.jfrtrace.encoder.order;

/**
 * What must hold before an event may stand in a trace, and what happens otherwise. Rules R are
 * those of Go's reader ({@code internal/trace/order.go}): it refuses a file that breaks one. Rules
 * V are those of the viewers built on it: the reader is silent, {@code go tool trace} or gotraceui
 * panics or draws nonsense.
 *
 * <p>A rule that {@linkplain #mayWait() may wait} does not yet prove a file wrong: the reader tries
 * the events of other threads first and gives up when none can advance. A writer, whose events are
 * in order, is refused at once.
 *
 * <p>Numbers are never given anew; new rules take the next one.
 */
public enum OrderRule {
    // Context: what the event's thread must hold.
    R1("the event's batch belongs to a thread", "the reader expects a thread"),
    R2("the event's thread holds a proc", "the reader expects a proc"),
    R3("the event's thread holds a goroutine", "the reader expects a goroutine"),
    R4("the event's thread holds no goroutine", "the reader expects none"),
    R5("the event is one that may stand in a thread's batch", "the reader calls it a bad event"),
    // Procs.
    R6("a proc's status is one of the format's numbers, 0 to 4", "the reader refuses it"),
    R7("a restated proc status is the proc's status", "the reader calls it inconsistent"),
    R8("ProcStart names a known, idle proc", "the reader waits for ever", true),
    R9("ProcStart stands on a thread without a proc", "the reader waits for ever", true),
    R10("a proc's sequence rises by one, in one generation", "the reader waits for ever", true),
    R11("ProcStop stands on a thread whose proc is Running or Syscall", "the reader refuses it"),
    R12("ProcSteal names a known proc that is in a syscall", "the reader waits for ever", true),
    R13(
            "ProcSteal names the thread that holds the proc, unless that was abandoned",
            "the reader refuses it"),
    // Goroutines.
    R14("a goroutine's status is one of the format's numbers, 0 to 4", "the reader refuses it"),
    R15(
            "a restated goroutine status is the goroutine's status",
            "the reader calls it inconsistent"),
    R16("a status introduces a goroutine in the first generation only", "the reader refuses it"),
    R17(
            "the status of a goroutine in a syscall names a thread, and the one that holds it",
            "the reader refuses it"),
    R18("a created goroutine is new", "the reader says that it already exists"),
    R19("a goroutine is created by a running one or by none", "the reader refuses it"),
    R20("the thread's goroutine is Running", "the reader refuses the event"),
    R21("a started goroutine is known and Runnable", "the reader waits for ever", true),
    R22("an unblocked goroutine is known and Waiting", "the reader waits for ever", true),
    R23(
            "a goroutine's sequence rises by one, in one generation",
            "the reader waits for ever",
            true),
    R24("the thread's goroutine is in a syscall", "the reader refuses the event"),
    R25(
            "a proc that is there when its goroutine leaves a syscall or ends in it is in status"
                    + " Syscall",
            "the reader refuses it"),
    R26("GoSyscallEndBlocked comes after the proc was lost", "the reader waits for ever", true),
    // Ranges.
    R27("a range of one kind is open once on its owner", "the reader finds it already in flight"),
    R28("an ended range is open", "the reader finds it not in flight"),
    R29(
            "an active range has a known owner and is open there, or new in the first generation",
            "the reader misses it, or finds it twice"),
    R30("the GC's sequence rises by one", "the reader waits for ever", true),
    R31(
            "GCBegin comes while no GC runs, GCActive in the first generation before any GC event",
            "the reader refuses it"),
    R32("GCEnd, and GCActive later on, come while a GC runs", "the reader refuses them"),
    // Annotations.
    R33("a task that begins is not active", "the reader finds a task id conflict"),
    R34("the innermost region ends first, under its own name and task", "the reader refuses it"),
    // Tables and versions.
    R35("a string or stack id is defined in the generation", "the reader refuses the generation"),
    R36(
            "the header's version knows the event",
            "the reader of that version finds an invalid event type"),
    // What a status can bring about that no other event can.
    R37("a proc said to be abandoned in its syscall is held by a thread", "the reader refuses it"),
    R38("the thread's goroutine still exists", "the reader refuses the event"),
    // R10 where the reader does not wait: the thread runs on the proc, so nothing else can come.
    R39("GoSyscallBegin carries the next sequence of its proc", "the reader refuses it"),

    // What the viewers need.
    V1("no STW is open where a generation ends", "viewers look its name up in vain and panic"),
    V2("no label starts with \"GC \"", "the MMU takes the goroutine for a GC worker"),
    V3("proc ids are dense from 0", "viewers make a lane for every id up to the highest"),
    V4(
            "a generation in which a goroutine has a proc has a ProcsChange, and each is above"
                    + " every proc id in use, not below the one before, and at most 2^20",
            "the MMU page panics or takes all memory"),
    V5("a goroutine is introduced as Running on a thread with a proc", "go tool trace panics"),
    V6(
            "a proc that is held is stated on the thread that holds it, before its goroutine, and"
                    + " no thread holds two",
            "viewers show two procs on a thread, or panic when the goroutine stops"),
    V7(
            "a task's parent began before it, is active, and has the smaller id",
            "a task that is its own ancestor overflows the viewer's stack"),
    V8(
            "a thread's or goroutine's id is positive, below 2^53, and no viewer's own lane",
            "lanes mix"),
    V9("a syscall status stands on its own thread or on none", "it is drawn on a foreign lane"),
    V10("a generation has an event or a CPU sample", "readers before 1.25 panic or fail"),
    V11("a status is a number from 1 to 4", "viewers crash on the unknown goroutine"),
    V12(
            "a goroutine is Running only while its proc is",
            "viewers draw it over others, and it cannot be restated"),
    V13(
            "a goroutine that is held is stated on the thread that holds it, and no thread holds"
                    + " two",
            "viewers show it twice"),
    V14(
            "a goroutine that ends has no STW or mark assist open",
            "the MMU counts it for ever; the next one of that id panics the viewer"),
    V15(
            "sweeps and mark assists are on running procs below the last ProcsChange",
            "the MMU page panics"),
    V16("no goroutine blocks for the reason \"forever\"", "viewers take it for its end and panic"),
    V17("no range is Active in the first generation", "the MMU page and gotraceui panic"),
    V18("a task's id is positive and below 2^53; 0 names no task", "gotraceui panics"),
    V19("times are below 2^53 ns, 104 days", "readers round them, and events change their order"),
    V20(
            "a generation that starts while a GC runs starts while some goroutine has a proc",
            "nobody can state the GC, and what follows cannot be read without what was before"),
    V21(
            "an open range is stated Active once in a generation, and not in the one it began in",
            "what follows cannot be read without what was before");

    private final String demand;
    private final String otherwise;
    private final boolean mayWait;

    OrderRule(String demand, String otherwise) {
        this(demand, otherwise, false);
    }

    OrderRule(String demand, String otherwise, boolean mayWait) {
        this.demand = demand;
        this.otherwise = otherwise;
        this.mayWait = mayWait;
    }

    /** What must hold. */
    public String demand() {
        return demand;
    }

    /** What happens where it does not. */
    public String otherwise() {
        return otherwise;
    }

    /** Whether a reader tries other threads first before it calls the trace broken. */
    public boolean mayWait() {
        return mayWait;
    }

    /** Whether Go's reader enforces the rule; the others are the viewers'. */
    public boolean isReaders() {
        return name().charAt(0) == 'R';
    }
}
