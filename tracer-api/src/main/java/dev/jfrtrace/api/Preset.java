package dev.jfrtrace.api;

/**
 * How much a trace records, and so what it costs. A preset stands for a setting of each {@link
 * EventFamily}; {@link TraceOptions.Builder} can change single ones.
 */
public enum Preset {
    /** Long waits only, few stacks: for production, always on. */
    LIGHT,
    /** What most questions need; what it costs a server is in docs/BENCHMARKS.md. */
    BALANCED,
    /** Every wait, however short, with its stack. */
    FULL
}
