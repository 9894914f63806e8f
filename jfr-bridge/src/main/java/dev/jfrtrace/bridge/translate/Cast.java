package dev.jfrtrace.bridge.translate;

/** The fixed parts of the cast, and the ranges that ids are taken from. */
public final class Cast {
    /** The dispatcher: has a thread and a proc, and never a goroutine. */
    static final long DISPATCHER_M = 1;

    static final long DISPATCHER_P = 0;

    /** The VM thread: stops the world, collects garbage. */
    static final long VM_M = 2;

    static final long VM_P = 1;

    /** Procs from here on are for threads that run. */
    static final int FIRST_POOLED_P = 2;

    /**
     * Goroutines of threads without a Java id: the VM thread, which each trace of a JVM has, then
     * others as they appear.
     */
    public static final long VM_G = 1_000_000_000;

    /** Java ids are below; the first goroutine that has none. */
    static final long FIRST_OTHER_G = VM_G + 1;

    /** Threads whose own id cannot be used: unknown, or taken by the cast or a viewer's lane. */
    static final long FIRST_OTHER_M = 2_000_000_000;

    /** Threads that carry virtual threads whose carrier is unknown: this plus their proc. */
    public static final long FIRST_CARRIER_M = 3_000_000_000L;

    /** Tasks that stand for overlapping events; those of applications are below. */
    static final long FIRST_OTHER_TASK = 1L << 32;

    private Cast() {}
}
