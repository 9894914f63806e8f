package dev.jfrtrace.encoder.read.summary;

import dev.jfrtrace.encoder.read.StackFrame;
import dev.jfrtrace.encoder.read.State;
import java.util.List;

/**
 * How often and how long goroutines were in a state, by the stack with which they came into it, in
 * nanoseconds. Counted as the profiles of {@code go tool trace -pprof} are: what began and ended in
 * the trace, without the time before a goroutine ran for the first time.
 */
public final class WaitSummary {
    private final State state;
    private final String reason;
    private final List<StackFrame> frames;
    private long count;
    private long sum;
    private long max;

    WaitSummary(State state, String reason, List<StackFrame> frames) {
        this.state = state;
        this.reason = reason;
        this.frames = frames;
    }

    void add(long nanos) {
        count++;
        sum += nanos;
        max = Math.max(max, nanos);
    }

    /** Waiting, Runnable or Syscall. */
    public State state() {
        return state;
    }

    /** Why it waited; empty when that is unknown, and for the other states. */
    public String reason() {
        return reason;
    }

    /**
     * What the thread did on which the state began, leaf first: of a wait where it waits, of
     * Runnable who made it so. Empty when unknown. PCs are 0: frames of one function and line are
     * the same.
     */
    public List<StackFrame> frames() {
        return frames;
    }

    public long count() {
        return count;
    }

    public long sum() {
        return sum;
    }

    public long max() {
        return max;
    }
}
