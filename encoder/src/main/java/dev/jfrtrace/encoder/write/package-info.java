/**
 * Sealed generations to bytes. {@link dev.jfrtrace.encoder.write.TraceWriter} frames them, {@link
 * dev.jfrtrace.encoder.write.UnitSink} receives whole units.
 */
package dev.jfrtrace.encoder.write;
