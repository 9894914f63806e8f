package dev.jfrtrace.encoder.read;

import dev.jfrtrace.encoder.format.EventType;
import dev.jfrtrace.encoder.format.Limits;

/**
 * An event of a trace, as {@link TraceReader#next} gives it: <b>the object is used again</b> for
 * later events; {@link #copy} makes one to keep.
 *
 * <p>Everything that is not of the event's {@linkplain #kind kind} may not be asked for: such calls
 * throw an IllegalStateException. Ids are Go's, 64 bits; -1 is "none" ({@link Limits#NONE}). Texts
 * may hold bytes that were no UTF-8, as chars from U+DC80 to U+DCFF.
 */
public final class TraceEvent {
    /** The id of no task, as Go has it. A region that belongs to no task has task 0. */
    public static final long NO_TASK = Limits.NONE;

    private EventType type;

    /** What is told by a status; for others the table knows. */
    private boolean tellsStates;

    private State from;
    private State to;
    private String taskName;
    private ClockReading clock;
    Tables tables;
    long time;
    long thread;
    long proc;
    long goroutine;
    long a0;
    long a1;
    long a2;
    long a3;

    TraceEvent() {}

    /**
     * Makes it an event of this type; the caller sets the open fields. References are written only
     * where they change: for the collector each write to an old object is work.
     */
    void become(EventType newType, Tables newTables) {
        if (type != newType) {
            type = newType;
        }
        if (tables != newTables) {
            tables = newTables;
        }
        tellsStates = false;
    }

    private EventMeaning meaning() {
        return EventMeaning.of(type);
    }

    void states(State before, State after) {
        tellsStates = true;
        from = before;
        to = after;
    }

    /** Of a UserTaskEnd, whose name and parent only the begin tells. */
    void endsTask(String name, long parent) {
        taskName = name;
        a2 = parent;
    }

    void arguments(long first, long second, long third, long fourth) {
        a0 = first;
        a1 = second;
        a2 = third;
        a3 = fourth;
    }

    void context(long m, long p, long g) {
        thread = m;
        proc = p;
        goroutine = g;
    }

    void sync(ClockReading reading) {
        clock = reading;
    }

    /** An event of its own with the same content; holds its generation's tables. */
    public TraceEvent copy() {
        TraceEvent copy = new TraceEvent();
        copy.type = type;
        copy.tellsStates = tellsStates;
        copy.from = from;
        copy.to = to;
        copy.taskName = taskName;
        copy.clock = clock;
        copy.tables = tables;
        copy.time = time;
        copy.context(thread, proc, goroutine);
        copy.arguments(a0, a1, a2, a3);
        return copy;
    }

    // Of every event.

    public EventKind kind() {
        return meaning().kind();
    }

    /**
     * The event of the wire that this one comes from; {@link EventType#SYNC} also before version
     * 1.25, which writes none. A switch of goroutines gives an event GoSwitch or GoSwitchDestroy,
     * which wakes the goroutine that is switched to, then GoBlock or GoDestroy, then GoStart.
     */
    public EventType type() {
        return type;
    }

    /** In nanoseconds; strictly rising over the trace. */
    public long time() {
        return time;
    }

    /** The thread on which it happened, or -1. */
    public long thread() {
        return thread;
    }

    /** The proc that the thread held before the event, or -1. */
    public long proc() {
        return proc;
    }

    /** The goroutine that the thread held before the event, or -1. */
    public long goroutine() {
        return goroutine;
    }

    /** The stack of what the thread was doing, or {@code null} where none was recorded. */
    public TraceStack stack() {
        return stackAt(meaning().stackArg());
    }

    private TraceStack stackAt(int position) {
        return position < 0 || tables == null ? null : tables.stack(argument(position));
    }

    /** The event's arguments as the wire has them, by position; the time is not counted. */
    long argument(int position) {
        switch (position) {
            case 0:
                return a0;
            case 1:
                return a1;
            case 2:
                return a2;
            default:
                return a3;
        }
    }

    private void require(boolean isOfKind) {
        if (!isOfKind) {
            throw new IllegalStateException("not told by an event of kind " + kind());
        }
    }

    // State transitions; the first two also of ranges and labels.

    /** What changes its state, is in the range, or gets the label. */
    public ResourceKind resourceKind() {
        require(isTransition() || isRange() || kind() == EventKind.LABEL);
        return meaning().resource();
    }

    /** Its id; -1 for a range of the whole trace. */
    public long resource() {
        require(isTransition() || isRange() || kind() == EventKind.LABEL);
        switch (meaning().subject()) {
            case ARGUMENT:
                return a0;
            case GOROUTINE:
                return goroutine;
            case PROC:
                return proc;
            default:
                return Limits.NONE;
        }
    }

    /** The state before; the same as {@link #to} where a status only says what is known. */
    public State from() {
        require(isTransition());
        return tellsStates ? from : meaning().from();
    }

    public State to() {
        require(isTransition());
        return tellsStates ? to : meaning().to();
    }

    /** Why a goroutine stops or blocks; empty where no reason was recorded. */
    public String reason() {
        require(isTransition());
        return type == EventType.GO_BLOCK || type == EventType.GO_STOP ? tables.string(a0) : "";
    }

    /**
     * The stack of the goroutine whose state changes: of a new one where it will start, of others
     * where they are. {@code null} where none was recorded, and for procs.
     */
    public TraceStack transitionStack() {
        require(isTransition());
        if (meaning().newStackArg() >= 0) {
            return stackAt(meaning().newStackArg());
        }
        return meaning().subject() == EventMeaning.Subject.GOROUTINE
                        || type == EventType.GO_STATUS_STACK
                ? stack()
                : null;
    }

    private boolean isTransition() {
        return kind() == EventKind.STATE_TRANSITION;
    }

    private boolean isRange() {
        return kind() == EventKind.RANGE_BEGIN
                || kind() == EventKind.RANGE_ACTIVE
                || kind() == EventKind.RANGE_END;
    }

    // Names, of ranges, metrics, labels, tasks, regions and logs.

    /**
     * The name of a range or a metric, the text of a label, the name of a task (empty where its
     * begin is not in the trace) or a region, the category of a log; of an experiment's event its
     * type's name.
     */
    public String name() {
        switch (kind()) {
            case RANGE_BEGIN:
            case RANGE_ACTIVE:
            case RANGE_END:
                return rangeName();
            case METRIC:
                return meaning().name();
            case LABEL:
                return tables.string(a0);
            case TASK_BEGIN:
                return tables.string(a2);
            case TASK_END:
                return taskName;
            case REGION_BEGIN:
            case REGION_END:
            case LOG:
                return tables.string(a1);
            case EXPERIMENTAL:
                return type.specName();
            default:
                require(false);
                return null;
        }
    }

    private String rangeName() {
        boolean isStw = type == EventType.STW_BEGIN || type == EventType.STW_END;
        return isStw ? meaning().name() + " (" + tables.string(a0) + ")" : meaning().name();
    }

    /** The value of a metric, unsigned. */
    public long value() {
        require(kind() == EventKind.METRIC);
        return a0;
    }

    /** Whether a range's end tells {@link #sweptBytes} and {@link #reclaimedBytes}. */
    public boolean endsSweep() {
        return type == EventType.GC_SWEEP_END;
    }

    public long sweptBytes() {
        require(endsSweep());
        return a0;
    }

    public long reclaimedBytes() {
        require(endsSweep());
        return a1;
    }

    /** The id of a task; of a region or a log the task it belongs to, 0 for none. */
    public long task() {
        require(isTask() || isRegion() || kind() == EventKind.LOG);
        return a0;
    }

    /** A task's parent, or {@link #NO_TASK}; also where a task's begin is not in the trace. */
    public long parentTask() {
        require(isTask());
        if (type == EventType.USER_TASK_END) {
            return a2;
        }
        return a1 == 0 ? NO_TASK : a1;
    }

    /** The text of a log. */
    public String message() {
        require(kind() == EventKind.LOG);
        return tables.string(a2);
    }

    private boolean isTask() {
        return kind() == EventKind.TASK_BEGIN || kind() == EventKind.TASK_END;
    }

    private boolean isRegion() {
        return kind() == EventKind.REGION_BEGIN || kind() == EventKind.REGION_END;
    }

    // Syncs and experiments.

    /** The number of a sync, counted from 1. */
    public long number() {
        require(kind() == EventKind.SYNC);
        return a0;
    }

    /** Of a sync: the clocks of the generation that starts; {@code null} where none are told. */
    public ClockReading clock() {
        require(kind() == EventKind.SYNC);
        return clock;
    }

    /**
     * The arguments of an experiment's event, unsigned, under the names of {@code type().args()},
     * the first of which, the time, is left out. A new array.
     */
    public long[] experimentalArguments() {
        require(kind() == EventKind.EXPERIMENTAL);
        long[] all = new long[type.ownArgs()];
        for (int i = 0; i < all.length; i++) {
            all[i] = argument(i);
        }
        return all;
    }

    /** For debugging; {@code read.text.EventText} prints events as Go does. */
    @Override
    public String toString() {
        return type == null
                ? "no event"
                : type + " at " + time + " on m=" + thread + " p=" + proc + " g=" + goroutine;
    }
}
