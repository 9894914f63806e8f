/**
 * What tracing costs the program that is traced, how long its bytes take, and what annotations
 * cost. docs/BENCHMARKS.md says how to run these programs and what came of it.
 *
 * <pre>
 * OverheadBenchmark   Plan: untraced, X, untraced, Y, …   each a Slice of a Load under a Mode
 * DelayBenchmark      from Trace.log to the reader of the bytes
 * AnnotationBenchmark ns and bytes for a call
 * </pre>
 *
 * <p>Whatever is compared is compared within one JVM and with its neighbours in time: the loads
 * drift by more than what is measured, and another start of the JVM is another compilation.
 */
package dev.jfrtrace.samples.bench.overhead;
