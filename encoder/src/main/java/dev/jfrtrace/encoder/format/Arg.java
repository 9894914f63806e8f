package dev.jfrtrace.encoder.format;

/**
 * An argument of an event, under the name that Go's table gives it ({@code
 * internal/trace/tracev2/events.go}); the name tells the type, here as there.
 */
public enum Arg {
    // Timed events.
    DT("dt", Type.TIME),
    P("p", Type.PROC),
    P_SEQ("p_seq", Type.SEQUENCE),
    M("m", Type.THREAD),
    G("g", Type.GOROUTINE),
    NEW_G("new_g", Type.GOROUTINE),
    G_SEQ("g_seq", Type.SEQUENCE),
    GC_SEQ("gc_seq", Type.SEQUENCE),
    P_STATUS("pstatus", Type.STATUS),
    G_STATUS("gstatus", Type.STATUS),
    STACK("stack", Type.STACK),
    NEW_STACK("new_stack", Type.STACK),
    REASON("reason_string", Type.STRING),
    KIND("kind_string", Type.STRING),
    LABEL("label_string", Type.STRING),
    NAME("name_string", Type.STRING),
    KEY("key_string", Type.STRING),
    VALUE("value_string", Type.STRING),
    TASK("task", Type.TASK),
    PARENT_TASK("parent_task", Type.TASK),
    PROCS("procs_value", Type.VALUE),
    SWEPT("swept_value", Type.VALUE),
    RECLAIMED("reclaimed_value", Type.VALUE),
    HEAP_ALLOC("heapalloc_value", Type.VALUE),
    HEAP_GOAL("heapgoal_value", Type.VALUE),
    MONO("mono", Type.VALUE),
    SEC("sec", Type.VALUE),
    NSEC("nsec", Type.VALUE),
    // Structural events.
    GEN("gen", Type.VALUE),
    TIME("time", Type.TIME),
    SIZE("size", Type.VALUE),
    ID("id", Type.VALUE),
    NFRAMES("nframes", Type.VALUE),
    FREQ("freq", Type.VALUE),
    EXP("exp", Type.VALUE),
    // Of the AllocFree experiment.
    NPAGES("npages_value", Type.VALUE),
    KINDCLASS("kindclass", Type.VALUE),
    TYPE("type", Type.VALUE),
    ORDER("order", Type.VALUE);

    /** What an argument stands for. */
    public enum Type {
        TIME,
        PROC,
        THREAD,
        GOROUTINE,
        /** Counts up by one per resource and generation (the GC's: per file). */
        SEQUENCE,
        /** A {@link GoStatus} or {@link ProcStatus}. */
        STATUS,
        /** An id of the generation's stack table, 0 for none. */
        STACK,
        /** An id of the generation's string table, 0 for the empty string. */
        STRING,
        TASK,
        VALUE
    }

    private final String specName;
    private final Type type;

    Arg(String specName, Type type) {
        this.specName = specName;
        this.type = type;
    }

    /** Go's name of the argument. */
    public String specName() {
        return specName;
    }

    public Type type() {
        return type;
    }
}
