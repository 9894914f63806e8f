/**
 * Events to numbers: takes the {@link dev.jfrtrace.encoder.read.TraceEvent}s of a whole trace,
 * gives a {@link dev.jfrtrace.encoder.read.summary.TraceSummary}. What a goroutine spent its time
 * with is counted by the definitions of Go's tools ({@code internal/trace/summary.go}), whose
 * "Goroutine analysis" shows the same numbers. Memory grows with the goroutines and ranges of the
 * trace, not with its events.
 */
package dev.jfrtrace.encoder.read.summary;
