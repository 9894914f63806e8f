/**
 * The front door: {@link dev.jfrtrace.encoder.TraceEncoder} takes events in the order of their
 * times and hands a trace in Go's execution trace format to a {@link
 * dev.jfrtrace.encoder.write.UnitSink}.
 */
package dev.jfrtrace.encoder;
