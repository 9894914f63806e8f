package dev.jfrtrace.api;

/** The header of a trace, and with it which readers take it. */
public enum TraceFormat {
    /** Every reader of the format since Go 1.22, and gotraceui. */
    GO_1_22,
    /** Go 1.23 and later. */
    GO_1_23,
    /** Go 1.25 and later; has the wall clock. */
    GO_1_25,
    /** Go 1.26 and later; has an explicit end of each generation. */
    GO_1_26
}
