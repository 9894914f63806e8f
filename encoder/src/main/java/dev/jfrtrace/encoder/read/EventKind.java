package dev.jfrtrace.encoder.read;

/** What an event is about, under the names of Go's {@code trace.EventKind}. */
public enum EventKind {
    /** A generation starts, or the trace ends. */
    SYNC("Sync"),
    METRIC("Metric"),
    LABEL("Label"),
    /** A CPU sample. */
    STACK_SAMPLE("StackSample"),
    RANGE_BEGIN("RangeBegin"),
    /** A range began before this generation, and goes on. */
    RANGE_ACTIVE("RangeActive"),
    RANGE_END("RangeEnd"),
    TASK_BEGIN("TaskBegin"),
    TASK_END("TaskEnd"),
    REGION_BEGIN("RegionBegin"),
    REGION_END("RegionEnd"),
    LOG("Log"),
    /** A goroutine or a proc changes its state, or a status says which it has. */
    STATE_TRANSITION("StateTransition"),
    /** An event of an experiment of Go's runtime; its arguments have no meaning here. */
    EXPERIMENTAL("Experimental");

    private final String specName;

    EventKind(String specName) {
        this.specName = specName;
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
