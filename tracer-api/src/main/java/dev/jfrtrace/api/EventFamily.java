package dev.jfrtrace.api;

/** Events that are switched, and given thresholds, together. */
public enum EventFamily {
    /** Monitors, {@code Object.wait}, parks, sleeps, pinned virtual threads. */
    LOCKS,
    /** Sockets and files. */
    IO,
    /** Pauses, safepoints, cycles, concurrent phases, and the heap's size. */
    GC,
    /** Allocation samples and stalls. */
    ALLOCATION,
    /** Execution samples. */
    SAMPLES,
    /** Compilation. */
    CODE,
    /** Exceptions and errors thrown. */
    EXCEPTIONS,
    /** Events of the application and its libraries, tasks, regions and logs among them. */
    CUSTOM
}
