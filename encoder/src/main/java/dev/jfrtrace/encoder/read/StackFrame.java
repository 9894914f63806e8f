package dev.jfrtrace.encoder.read;

/**
 * A frame of a stack.
 *
 * @param pc the frame's identity in its generation
 * @param function its name; empty when unknown
 * @param file where the function is; empty when unknown
 * @param line 0 when unknown; unsigned
 */
public record StackFrame(long pc, String function, String file, long line) {}
