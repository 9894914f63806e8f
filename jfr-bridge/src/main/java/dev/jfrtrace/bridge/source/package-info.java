/**
 * Stage 1 of 4. Takes a recording file, gives its chunks and, chunk by chunk, its events in file
 * order as {@link dev.jfrtrace.bridge.source.JfrEvent}s.
 *
 * <p>Chunks are found here, whole ones and others ({@link dev.jfrtrace.bridge.source.ChunkWalk}),
 * and read one at a time: each brings its own types, constants and clock. What reads a chunk is a
 * {@link dev.jfrtrace.bridge.source.JfrSource}: ours, in {@code chunk}, or the JDK's as a reference
 * ({@link dev.jfrtrace.bridge.source.JdkSource}). Times stay in ticks. What is lost is told ({@link
 * dev.jfrtrace.bridge.source.Losses}).
 */
package dev.jfrtrace.bridge.source;
