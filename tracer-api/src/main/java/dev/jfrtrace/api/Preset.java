package dev.jfrtrace.api;

/**
 * How much a trace records, and so what it costs. A preset stands for a setting of each {@link
 * EventFamily}; {@link TraceOptions.Builder} can change single ones.
 */
public enum Preset {
    /** Long waits only, few stacks: for production, always on. */
    LIGHT,
    /** What most questions need, for a few per cent at the most. */
    BALANCED,
    /** Every wait, however short, with its stack. */
    FULL
}
