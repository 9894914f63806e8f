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
 */
public enum OrderRule {
    // Context: what the event's thread must hold.
    R1("the event's batch belongs to a thread", "the reader expects a thread"),
    R2("the event's thread holds a proc", "the reader expects a proc"),
    R3("the event's thread holds a goroutine", "the reader expects a goroutine"),
    R4("the event's thread holds no goroutine", "the reader expects none"),
    R5(
            "the event is a timed one that stands in a thread's batch",
            "the reader calls it a bad event"),
    // Procs.
    R6("a proc's status is Running, Idle, Syscall or SyscallAbandoned", "the reader refuses it"),
    R7("a restated proc status is the proc's status", "the reader calls it inconsistent"),
    R8("ProcStart names a known, idle proc", "the reader waits for ever", true),
    R9("ProcStart stands on a thread without a proc", "the reader waits for ever", true),
    R10("a proc's sequence rises by one, in one generation", "the reader waits for ever", true),
    R11("ProcStop stands on a thread whose proc is Running or Syscall", "the reader refuses it"),
    R12("ProcSteal names a proc that is in a syscall", "the reader waits for ever", true),
    R13("ProcSteal names the thread that holds the proc", "the reader refuses it"),
    // Goroutines.
    R14("a goroutine's status is Runnable, Running, Syscall or Waiting", "the reader refuses it"),
    R15(
            "a restated goroutine status is the goroutine's status",
            "the reader calls it inconsistent"),
    R16("a status introduces a goroutine in the first generation only", "the reader refuses it"),
    R17("a goroutine in a syscall is restated with its own thread", "the reader refuses it"),
    R18("a created goroutine is new", "the reader says that it already exists"),
    R19("a goroutine is created by a running one or by none", "the reader refuses it"),
    R20("the thread's goroutine is Running", "the reader refuses the event"),
    R21("a started goroutine is Runnable", "the reader waits for ever", true),
    R22("an unblocked goroutine is Waiting", "the reader waits for ever", true),
    R23(
            "a goroutine's sequence rises by one, in one generation",
            "the reader waits for ever",
            true),
    R24("the thread's goroutine is in a syscall", "the reader refuses the event"),
    R25("a syscall that ends with its proc has it in status Syscall", "the reader refuses it"),
    R26("GoSyscallEndBlocked comes after the proc was lost", "the reader waits for ever", true),
    // Ranges.
    R27("a range of one kind is open once on its owner", "the reader finds it already in flight"),
    R28("an ended range is open", "the reader finds it not in flight"),
    R29("an active range is open, or new in the first generation", "the reader misses it"),
    R30("the GC's sequence rises by one", "the reader waits for ever", true),
    R31("GCBegin, or GCActive at the start, comes while no GC runs", "the reader refuses it"),
    R32("GCEnd and GCActive come while a GC runs", "the reader refuses them"),
    // Annotations.
    R33("a task that begins is not active", "the reader finds a task id conflict"),
    R34("the innermost region ends first, under its own name and task", "the reader refuses it"),

    // Tables and versions.
    R35("a string or stack id is defined in the generation", "the reader refuses the generation"),
    R36("the header's version knows the event", "the reader finds an invalid event type"),

    // What the viewers need.
    V1("no STW is open where a generation ends", "viewers look its name up in vain and panic"),
    V2("no label starts with \"GC \"", "the MMU takes the goroutine for a GC worker"),
    V3("proc ids are dense from 0", "viewers make a lane for every id up to the highest"),
    V4(
            "each generation has a ProcsChange, above every proc id in use",
            "the MMU page panics without one"),
    V5("a goroutine is introduced as Running on a thread with a proc", "go tool trace panics"),
    V6("a proc is introduced on a thread that has no other", "viewers show two procs on a thread"),
    V7("a task's parent began before it", "a task that is its own ancestor overflows the stack"),
    V8(
            "a thread's or goroutine's id is positive, below 2^53, and no viewer's own lane",
            "lanes mix"),
    V9("a syscall status stands on its own thread or on none", "it is drawn on a foreign lane"),
    V10("a generation has an event or a CPU sample", "readers before 1.25 panic or fail");

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
