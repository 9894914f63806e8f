package dev.jfrtrace.api;

import java.io.IOException;

/** A trace ended otherwise than by being stopped. What was read of it is a readable trace. */
public final class TraceAbortedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final TraceOutcome.End end;

    public TraceAbortedException(TraceOutcome.End end, String message) {
        super(message);
        this.end = end;
    }

    /** How it ended. */
    public TraceOutcome.End end() {
        return end;
    }
}
