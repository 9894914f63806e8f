package dev.jfrtrace.bridge.mapping;

import static dev.jfrtrace.bridge.mapping.Field.Kind.CLASS;
import static dev.jfrtrace.bridge.mapping.Field.Kind.FLAG;
import static dev.jfrtrace.bridge.mapping.Field.Kind.FRACTION;
import static dev.jfrtrace.bridge.mapping.Field.Kind.METHOD;
import static dev.jfrtrace.bridge.mapping.Field.Kind.NUMBER;
import static dev.jfrtrace.bridge.mapping.Field.Kind.PEER;
import static dev.jfrtrace.bridge.mapping.Field.Kind.PLACE;
import static dev.jfrtrace.bridge.mapping.Field.Kind.SPAN;
import static dev.jfrtrace.bridge.mapping.Field.Kind.TEXT;
import static dev.jfrtrace.bridge.mapping.Field.Kind.THREAD;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * THE table: which JFR event is translated, what is read of it, and what becomes of it. The
 * handlers are the classes of {@code translate} that are named after the families.
 */
public enum JfrMapping {
    // Threads.
    THREAD_START(
            "ThreadStart",
            Family.THREADS,
            "thread",
            "GoCreate on the parent's thread when that runs, else by the dispatcher",
            field(THREAD, "parentThread", "eventThread")),
    THREAD_END("ThreadEnd", Family.THREADS, "thread", "GoDestroy"),
    VIRTUAL_THREAD_START("VirtualThreadStart", Family.THREADS, "GoCreate by the dispatcher"),
    VIRTUAL_THREAD_END("VirtualThreadEnd", Family.THREADS, "GoDestroy"),
    VIRTUAL_THREAD_RUN(
            "dev.jfrtrace.VirtualThreadRun",
            Family.THREADS,
            "virtualThread",
            "GoStart on the carrier's thread; GoBlock, GoStop or GoDestroy, as the state says; from"
                    + " the agent",
            field(THREAD, "eventThread"),
            field(TEXT, "state")),
    VIRTUAL_THREAD_RUNNABLE(
            "dev.jfrtrace.VirtualThreadRunnable",
            Family.THREADS,
            "virtualThread",
            "GoCreate or GoUnblock by the event's thread, by the dispatcher if that is a carrier,"
                    + " VirtualThread-unblocker, -unparker, or a pool's delayScheduler; from the agent",
            field(THREAD, "eventThread"),
            field(FLAG, "starts")),
    WRITER_RESET(
            "dev.jfrtrace.WriterReset",
            Family.THREADS,
            "nothing: keeps JFR from losing the event after it; from the agent"),

    // Locks.
    MONITOR_ENTER(
            "JavaMonitorEnter",
            Family.LOCKS,
            "GoBlock; GoUnblock by previousOwner where that ran last before the end",
            field(CLASS, "monitorClass"),
            field(THREAD, "previousOwner")),
    MONITOR_WAIT(
            "JavaMonitorWait",
            Family.LOCKS,
            "GoBlock; GoUnblock by notifier where that ran last before the end",
            field(CLASS, "monitorClass"),
            field(THREAD, "notifier"),
            field(NUMBER, "address"),
            field(FLAG, "timedOut"),
            field(SPAN, "timeout")),
    MONITOR_NOTIFY(
            "JavaMonitorNotify",
            Family.LOCKS,
            "GoUnblock of whom it notifies, who then waits for the monitor",
            field(NUMBER, "address"),
            field(NUMBER, "notifiedCount")),
    THREAD_PARK(
            "ThreadPark",
            Family.LOCKS,
            "GoBlock with the parked class as leaf frame; GoUnblock on its own thread",
            field(CLASS, "parkedClass", "klass"),
            field(SPAN, "timeout")),
    VIRTUAL_THREAD_PARK(
            "dev.jfrtrace.VirtualThreadPark",
            Family.LOCKS,
            "as jdk.ThreadPark, of a virtual thread; from the agent",
            field(CLASS, "parkedClass"),
            field(SPAN, "timeout")),
    UNPARK(
            "dev.jfrtrace.Unpark",
            Family.LOCKS,
            "GoUnblock of whom it is the first to unpark; from the agent",
            field(THREAD, "target")),
    INTERRUPT(
            "dev.jfrtrace.Interrupt",
            Family.LOCKS,
            "GoUnblock of whom it finds in a park, a sleep or Object.wait; from the agent",
            field(THREAD, "target")),
    THREAD_SLEEP(
            "ThreadSleep",
            Family.LOCKS,
            "GoBlock; GoUnblock on its own thread",
            field(SPAN, "time")),
    VIRTUAL_THREAD_PINNED(
            "VirtualThreadPinned",
            Family.LOCKS,
            "GoBlock unless it lies within another wait; GoUnblock on its own thread; UserLog"
                    + " \"pinned\"",
            field(TEXT, "pinnedReason")),

    // Input and output.
    SOCKET_READ(
            "SocketRead",
            Family.IO,
            "GoBlock with the peer as leaf frame; GoUnblock on its own thread",
            field(PEER, "host")),
    SOCKET_WRITE(
            "SocketWrite",
            Family.IO,
            "GoSyscallBegin with the peer as leaf frame, GoSyscallEnd",
            field(PEER, "host")),
    FILE_READ(
            "FileRead",
            Family.IO,
            "GoSyscallBegin with the file as leaf frame, GoSyscallEnd",
            field(PLACE, "path")),
    FILE_WRITE("FileWrite", Family.IO, "as jdk.FileRead", field(PLACE, "path")),
    FILE_FORCE("FileForce", Family.IO, "as jdk.FileRead", field(PLACE, "path")),

    // Garbage collection and safepoints.
    SAFEPOINT_BEGIN(
            "SafepointBegin",
            Family.GC,
            "STW range \"safepoint sync\", up to where the operation starts",
            field(NUMBER, "safepointId")),
    SAFEPOINT_END(
            "SafepointEnd",
            Family.GC,
            "its begin is the end of the STW range of its safepoint",
            field(NUMBER, "safepointId")),
    VM_OPERATION(
            "ExecuteVMOperation",
            Family.GC,
            "STW range \"safepoint <operation>\" when it ran at a safepoint",
            field(TEXT, "operation"),
            field(FLAG, "safepoint"),
            field(NUMBER, "safepointId")),
    GC_PAUSE(
            "GCPhasePause",
            Family.GC,
            "STW range \"GC …\"; running Java threads GoStop and start again after it",
            field(NUMBER, "gcId"),
            field(TEXT, "name")),
    GARBAGE_COLLECTION(
            "GarbageCollection",
            Family.GC,
            "GCBegin, GCEnd; overlapping ones are merged. An STW range as for a pause where it"
                    + " stops all threads from begin to end and no pauses are recorded",
            field(NUMBER, "gcId"),
            field(TEXT, "name"),
            field(TEXT, "cause")),
    SYSTEM_GC(
            "SystemGC",
            Family.GC,
            "UserLog \"System.gc\" where it was called",
            field(FLAG, "invokedConcurrent")),
    EVACUATION_FAILED(
            "EvacuationFailed",
            Family.GC,
            "UserLog \"gc failure\", once for a collection",
            field(NUMBER, "gcId")),
    PROMOTION_FAILED(
            "PromotionFailed",
            Family.GC,
            "UserLog \"gc failure\", once for a collection",
            field(NUMBER, "gcId")),
    CONCURRENT_MODE_FAILURE(
            "ConcurrentModeFailure",
            Family.GC,
            "UserLog \"gc failure\", once for a collection",
            field(NUMBER, "gcId")),
    GC_CONCURRENT(
            "GCPhaseConcurrent",
            Family.GC,
            "UserRegion on the GC thread",
            field(NUMBER, "gcId"),
            field(TEXT, "name")),
    GC_CONCURRENT_1(
            "GCPhaseConcurrentLevel1",
            Family.GC,
            "UserRegion on the GC thread",
            field(NUMBER, "gcId"),
            field(TEXT, "name")),
    GC_CONCURRENT_2(
            "GCPhaseConcurrentLevel2",
            Family.GC,
            "UserRegion on the GC thread",
            field(NUMBER, "gcId"),
            field(TEXT, "name")),
    GC_PARALLEL(
            "GCPhaseParallel",
            Family.GC_WORKERS,
            "UserRegion on the GC thread; off by default",
            field(NUMBER, "gcId"),
            field(TEXT, "name")),

    // The heap.
    HEAP_SUMMARY(
            "GCHeapSummary",
            Family.HEAP,
            "HeapAlloc, HeapGoal from the committed size",
            field(NUMBER, "heapUsed"),
            field(NUMBER, "heapSpace.committedSize")),
    HEAP_USAGE(
            "GCHeapMemoryUsage",
            Family.HEAP,
            "HeapAlloc, HeapGoal from the committed size",
            field(NUMBER, "used"),
            field(NUMBER, "committed")),

    // Allocation.
    ALLOCATION_SAMPLE(
            "ObjectAllocationSample",
            Family.ALLOCATION,
            "UserLog \"alloc\"; HeapAlloc rises by its weight",
            field(CLASS, "objectClass"),
            field(NUMBER, "weight")),
    ALLOCATION_NEW_TLAB(
            "ObjectAllocationInNewTLAB",
            Family.ALLOCATION,
            "UserLog \"alloc\"; HeapAlloc rises by the TLAB's size",
            field(CLASS, "objectClass"),
            field(NUMBER, "tlabSize"),
            field(NUMBER, "allocationSize")),
    ALLOCATION_OUTSIDE_TLAB(
            "ObjectAllocationOutsideTLAB",
            Family.ALLOCATION,
            "UserLog \"alloc\"; HeapAlloc rises by its size",
            field(CLASS, "objectClass"),
            field(NUMBER, "allocationSize")),
    ALLOCATION_REQUIRING_GC(
            "AllocationRequiringGC", Family.ALLOCATION, "UserLog \"alloc\"", field(NUMBER, "size")),
    ALLOCATION_STALL(
            "ZAllocationStall",
            Family.ALLOCATION,
            "GCMarkAssist range, in which the goroutine is blocked",
            field(NUMBER, "size")),

    // Samples.
    EXECUTION_SAMPLE(
            "ExecutionSample",
            Family.SAMPLES,
            "sampledThread",
            "CPUSample, up to the first by CPU time, which tell the same; where async-profiler"
                    + " samples by CPU time also UserLog and evidence, as CPUTimeSample",
            field(TEXT, "state"),
            field(NUMBER, "(interval)")),
    CPU_TIME_SAMPLE(
            "CPUTimeSample",
            Family.SAMPLES,
            "CPUSample; once a second UserLog \"cpu time\", if there are no loads; evidence that"
                    + " its thread took no more than a period until the next one",
            field(NUMBER, "(state)"),
            field(NUMBER, "samplingPeriod")),
    NATIVE_SAMPLE(
            "NativeMethodSample",
            Family.SAMPLES,
            "sampledThread",
            "the reason, by the innermost frame, of a blocked thread without an event of its own,"
                    + " for as long as it is sampled again and again"),

    // Samples of other recorders. Those by the wall clock mostly hit threads that wait.
    DATADOG_EXECUTION_SAMPLE(
            "datadog.ExecutionSample", Family.SAMPLES, "CPUSample", field(TEXT, "state")),
    DATADOG_METHOD_SAMPLE(
            "datadog.MethodSample",
            Family.SAMPLES,
            "CPUSample where the thread ran, else the reason and place of its wait",
            field(TEXT, "state")),
    WALL_CLOCK_SAMPLE(
            "profiler.WallClockSample",
            Family.SAMPLES,
            "sampledThread",
            "CPUSample where the thread ran, else the reason and place of its wait",
            field(TEXT, "state")),

    // Code.
    COMPILATION(
            "Compilation",
            Family.CODE,
            "UserRegion on the compiler's thread",
            field(METHOD, "method"),
            field(NUMBER, "compileLevel")),
    METHOD_TRACE(
            "MethodTrace", Family.CODE, "UserRegion named for the method", field(METHOD, "method")),
    CLASS_LOAD("ClassLoad", Family.CODE, "UserRegion", field(CLASS, "loadedClass")),

    // Exceptions.
    EXCEPTION_THROW(
            "JavaExceptionThrow",
            Family.EXCEPTIONS,
            "UserLog \"exception\"",
            field(CLASS, "thrownClass")),
    ERROR_THROW(
            "JavaErrorThrow", Family.EXCEPTIONS, "UserLog \"error\"", field(CLASS, "thrownClass")),

    // Annotations of our own API.
    TASK_BEGIN(
            "dev.jfrtrace.TaskBegin",
            Family.CUSTOM,
            "UserTaskBegin",
            field(NUMBER, "task"),
            field(NUMBER, "parent"),
            field(TEXT, "name")),
    TASK_END("dev.jfrtrace.TaskEnd", Family.CUSTOM, "UserTaskEnd", field(NUMBER, "task")),
    REGION_BEGIN(
            "dev.jfrtrace.RegionBegin",
            Family.CUSTOM,
            "UserRegionBegin",
            field(NUMBER, "task"),
            field(TEXT, "name")),
    REGION_END(
            "dev.jfrtrace.RegionEnd",
            Family.CUSTOM,
            "UserRegionEnd",
            field(NUMBER, "task"),
            field(TEXT, "name")),
    LOG(
            "dev.jfrtrace.Log",
            Family.CUSTOM,
            "UserLog",
            field(NUMBER, "task"),
            field(TEXT, "category")),

    // What is known of threads without an event of their own.
    CPU_INFORMATION(
            "CPUInformation",
            Family.OTHER,
            "nothing: says how many CPUs the loads are parts of",
            field(NUMBER, "hwThreads")),
    CONTAINER_CONFIGURATION(
            "ContainerConfiguration",
            Family.OTHER,
            "nothing: says how many CPUs a container leaves to the JVM, and its quota",
            field(NUMBER, "effectiveCpuCount"),
            field(NUMBER, "cpuQuota"),
            field(NUMBER, "cpuSlicePeriod")),
    CONTAINER_THROTTLING(
            "ContainerCPUThrottling",
            Family.OTHER,
            "UserLog \"throttled\" on the VM's goroutine if the quota of the JVM's cgroup has"
                    + " withheld CPU time since the last one",
            field(NUMBER, "cpuElapsedSlices"),
            field(NUMBER, "cpuThrottledSlices"),
            field(NUMBER, "cpuThrottledTime")),
    CPU_LOAD(
            "CPULoad",
            Family.OTHER,
            "UserLog \"cpu time\" on the VM's goroutine: what the JVM took; \"machine\" if all"
                    + " CPUs were busy, and for whom; shows whether the machine had CPU to spare",
            field(FRACTION, "machineTotal"),
            field(FRACTION, "jvmUser"),
            field(FRACTION, "jvmSystem")),
    THREAD_CPU_LOAD(
            "ThreadCPULoad",
            Family.OTHER,
            "UserLog \"cpu time\": what its thread took; evidence that it ran all the time if it"
                    + " took all that it could get, or no longer than it took; for threads without"
                    + " one, that they did next to nothing",
            field(FRACTION, "user"),
            field(FRACTION, "system"),
            field(FRACTION, "(machineTotal)"),
            field(NUMBER, "(period)"),
            field(FRACTION, "(second)"),
            field(SPAN, "(waited)")),
    THREAD_ALLOCATION(
            "ThreadAllocationStatistics",
            Family.OTHER,
            "thread",
            "nothing: shows that the thread exists"),
    THREAD_DUMP(
            "ThreadDump",
            Family.OTHER,
            "reason, stack and what is waited for of each blocked thread without an event of its"
                    + " own; one never heard of appears; UserLog \"deadlock\" if the JVM has found one",
            field(FRACTION, "(machine)"),
            field(FRACTION, "(CPU)"),
            field(FRACTION, "(machineTotal)"),
            field(NUMBER, "(period)"),
            field(TEXT, "(state)")),
    THREAD_NAME(
            "dev.jfrtrace.ThreadName",
            Family.OTHER,
            "thread",
            "GoLabel, and UserLog \"renamed\", if the thread had another name before; made up if a"
                    + " chunk, or a dump, names a thread differently from the last one",
            field(NUMBER, "(made up)")),
    THREAD_STATE(
            "dev.jfrtrace.ThreadState",
            Family.OTHER,
            "thread",
            "the reason of a blocked thread without an event of its own; one never heard of"
                    + " appears",
            field(TEXT, "state")),
    THREAD_CPU(
            "dev.jfrtrace.ThreadCpu",
            Family.OTHER,
            "thread",
            "UserLog \"cpu time\": what its thread took; evidence that it ran all the time, or"
                    + " waited"
                    + " for a CPU; UserLog \"cpu\" when it waited for long",
            field(NUMBER, "cpu"),
            field(NUMBER, "waiting"),
            field(NUMBER, "processors")),
    PULSE(
            "dev.jfrtrace.Pulse",
            Family.OTHER,
            "nothing: tells the live tracer how far its stream has got"),
    DATA_LOSS(
            "DataLoss",
            Family.OTHER,
            "UserLog \"data loss\" on the VM's goroutine, and a line in the report",
            field(NUMBER, "amount"),
            field(NUMBER, "total")),
    HOOK_FAILURES(
            "dev.jfrtrace.HookFailures",
            Family.OTHER,
            "UserLog \"hooks failed\" on the VM's goroutine, and a line in the report; from the"
                    + " agent",
            field(NUMBER, "count")),

    /** Any event that is not the JDK's. Its fields become text. */
    CUSTOM(
            "*",
            Family.CUSTOM,
            "UserRegion or UserTask when it lasts, else UserLog",
            field(TEXT, "(type)")),

    /** Any other event of the JDK. */
    OTHER("jdk.*", Family.OTHER, "nothing: evidence that its thread ran", field(TEXT, "(type)"));

    /**
     * The slots of {@link #DATA_LOSS}: what was lost just then, and what a thread has lost so far.
     */
    public static final int DATA_LOSS_AMOUNT = 0;

    public static final int DATA_LOSS_TOTAL = 1;

    /** The slots of samples of what ran: the state of its thread. */
    public static final int SAMPLED_STATE = 0;

    /** How much CPU time its thread has taken for it, in nanoseconds; 0 where that is not known. */
    public static final int SAMPLED_CPU = 1;

    /** In its place: whatever the settings of the whole recording say. */
    public static final long UNTOLD = -1;

    /** The slots of {@link #THREAD_CPU_LOAD} once it is known how many CPUs there are: its part. */
    public static final int LOAD_OF_MACHINE = 0;

    /** The same, of one CPU. */
    public static final int LOAD_OF_CPU = 1;

    /** What all programs together took of the machine; 0 when that is not known. */
    public static final int LOAD_OF_ALL = 2;

    /** How long before its end the time at least began that it tells of; 0 for all of it. */
    public static final int LOAD_PERIOD = 3;

    /** What the thread's second load in the chunk has of the machine; negative without one. */
    public static final int LOAD_SECOND = 4;

    /** For how long the thread is known to have waited in its time, at least, in nanoseconds. */
    public static final int LOAD_WAITED = 5;

    /** A period in a record that is of no thread: JFR went through all of them at its end. */
    public static final int SWEEP = -1;

    /**
     * A period in a record of a dump: what it says at the record's end holds from its begin on, for
     * the thread has done nothing meanwhile.
     */
    public static final int SINCE = -2;

    /**
     * A period that began when JFR went through the threads last, in an earlier chunk: no earlier
     * than at the record's start.
     */
    public static final int SINCE_SWEEP = -3;

    /**
     * The slot of {@link #THREAD_DUMP} that holds a thread's state, behind its loads; of the dump
     * as a whole, who is in a deadlock.
     */
    public static final int DUMP_STATE = 4;

    /** The slot of {@link #THREAD_NAME} that is not 0 where there was no such event. */
    public static final int NAME_IS_MADE_UP = 0;

    private static final String JDK = "jdk.";

    /** JDK 9 and 10 spelled the prefix so. */
    private static final String OLD_JDK = "com.oracle.jdk.";

    private static final Map<String, JfrMapping> BY_NAME = byName();

    private final String event;
    private final Family family;
    private final String threadField;
    private final String becomes;
    private final List<Field> fields;

    JfrMapping(String event, Family family, String becomes) {
        this(event, family, null, becomes, new Field[0]);
    }

    JfrMapping(String event, Family family, String threadField, String becomes) {
        this(event, family, threadField, becomes, new Field[0]);
    }

    JfrMapping(String event, Family family, String becomes, Field... fields) {
        this(event, family, null, becomes, fields);
    }

    JfrMapping(String event, Family family, String threadField, String becomes, Field... fields) {
        this.event = event;
        this.family = family;
        this.threadField = threadField;
        this.becomes = becomes;
        this.fields = List.of(fields);
    }

    private static Field field(Field.Kind kind, String... names) {
        return new Field(kind, names);
    }

    private static Map<String, JfrMapping> byName() {
        Map<String, JfrMapping> table = new HashMap<>();
        Arrays.stream(values()).forEach(row -> table.put(row.event(), row));
        return table;
    }

    /** An event type's full name as JDKs since 11 spell it. */
    public static String modernName(String typeName) {
        return typeName.startsWith(OLD_JDK) ? JDK + typeName.substring(OLD_JDK.length()) : typeName;
    }

    /** The row of an event type, by its full name. */
    public static JfrMapping of(String typeName) {
        String name = modernName(typeName);
        JfrMapping row = BY_NAME.get(name);
        if (row != null) {
            return row;
        }
        return name.startsWith(JDK) ? OTHER : CUSTOM;
    }

    /** For each row, by its ordinal, how many slots its records have. */
    public static int[] slotCounts() {
        return Arrays.stream(values()).mapToInt(row -> row.fields.size()).toArray();
    }

    /** Name of the event, {@code *} for any. */
    public String event() {
        boolean isWhole = event.indexOf('.') >= 0 || this == CUSTOM;
        return isWhole ? event : JDK + event;
    }

    public Family family() {
        return family;
    }

    /** The field that holds the thread; {@code null} when it is the event's own. */
    public String threadField() {
        return threadField;
    }

    /** Whether it tells of the whole JVM, whichever thread it was written by. */
    public boolean isOfTheJvm() {
        switch (this) {
            case SAFEPOINT_BEGIN:
            case SAFEPOINT_END:
            case VM_OPERATION:
            case GC_PAUSE:
            case GARBAGE_COLLECTION:
            case EVACUATION_FAILED:
            case PROMOTION_FAILED:
            case CONCURRENT_MODE_FAILURE:
            case HEAP_SUMMARY:
            case HEAP_USAGE:
            case CONTAINER_CONFIGURATION:
            case CONTAINER_THROTTLING:
            case DATA_LOSS:
                return true;
            default:
                return false;
        }
    }

    /** What becomes of it, in Go's words. */
    public String becomes() {
        return becomes;
    }

    public List<Field> fields() {
        return fields;
    }
}
