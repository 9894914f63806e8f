/**
 * Bytes to checked, ordered events: takes an input stream, gives {@link
 * dev.jfrtrace.encoder.read.TraceEvent}s as Go's own reader gives them ({@code internal/trace}), or
 * one {@link dev.jfrtrace.encoder.format.TraceFormatException} that says where the trace is wrong.
 *
 * <pre>
 * InputStream ─▶ raw.BatchReader ─Batch─▶ GenerationReader ─Generation─▶ Frontier ─▶ TraceOrder ─▶ TraceEvent
 *                                         tables, CPU samples            threads     states
 * </pre>
 *
 * <ul>
 *   <li><b>D1</b> Its verdict is that of {@code go tool trace -d=parsed} of Go 1.26, and up to the
 *       end or the fault the events are the same. What makes that tool panic counts as a fault. One
 *       thing is judged otherwise: where a table's batch ends between two numbers of an entry, Go's
 *       reader takes it for the end of the trace and says nothing of what it lost; here that is a
 *       fault.
 *   <li><b>D2</b> Memory is one generation: its batches, tables and samples, whatever the file's
 *       size; and the state of the threads, procs and goroutines that live.
 *   <li><b>D3</b> Events of a thread keep their order; those of different threads are taken by
 *       time, but wait for what must come before them ({@link
 *       dev.jfrtrace.encoder.order.OrderRule#mayWait}). Times rise strictly: one that does not
 *       becomes the time of the event before it and a nanosecond.
 *   <li><b>D4</b> Nothing is believed: lengths are compared with what is there and with {@link
 *       dev.jfrtrace.encoder.format.Limits} before memory is taken.
 * </ul>
 */
package dev.jfrtrace.encoder.read;
