/**
 * Tracing a running program, as programs to copy from. {@link
 * dev.jfrtrace.samples.live.TraceToFile} comes first. Each runs by itself:
 *
 * <pre>
 * java -cp ... dev.jfrtrace.samples.live.TraceToFile app.trace
 * </pre>
 */
package dev.jfrtrace.samples.live;
