package dev.jfrtrace.encoder.generation;

/**
 * The body of one batch. Purely data; the array is not copied and not to be changed.
 *
 * @param m the thread, or {@link dev.jfrtrace.encoder.format.Limits#NONE}
 * @param time its base time
 * @param body at least {@code length} bytes, of which the first tells the kind
 */
public record Batch(long m, long time, byte[] body, int length) {}
