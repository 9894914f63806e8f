package dev.jfrtrace.encoder.read.summary;

import dev.jfrtrace.encoder.read.StackFrame;
import dev.jfrtrace.encoder.read.State;
import java.util.List;

/**
 * What goroutines of one name did while others waited for them.
 *
 * @param state Running, Waiting, Syscall or Runnable
 * @param reason why they waited; empty when that is unknown, and for the other states
 * @param frames where, leaf first, as in a {@link WaitSummary}; of Running the stack of most CPU
 *     samples, empty where there is none
 * @param sum for how long, of all waits together, in nanoseconds
 */
public record Doing(State state, String reason, List<StackFrame> frames, long sum) {}
