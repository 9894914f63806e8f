/**
 * Stage 1 of 4. Takes a recording file, gives its chunks and, chunk by chunk, its events in file
 * order as {@link dev.jfrtrace.bridge.source.JfrEvent}s.
 *
 * <p>The chunk headers are walked here and not left to the JDK: its readers stop silently at the
 * second JVM of a joined file, time chunks of different clocks wrongly, and end a truncated file
 * without an error. So each chunk is handed to them alone, times stay in ticks, and the number of
 * events that they deliver is held against the number that the chunk frames.
 */
package dev.jfrtrace.bridge.source;
