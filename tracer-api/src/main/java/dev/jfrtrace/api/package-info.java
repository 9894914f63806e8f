/**
 * Tracing from code. {@link dev.jfrtrace.api.Trace} names an application's tasks, regions and logs,
 * and traces into a file or a stream, as Go's {@code runtime/trace}; {@link
 * dev.jfrtrace.api.Tracer} switches tracing on and off and hands out the bytes, as Go's runtime.
 *
 * <p>Tasks, regions and logs are JFR events: any recording that runs takes them in, and a trace
 * made from it shows them. What names work neither throws nor blocks.
 */
package dev.jfrtrace.api;
