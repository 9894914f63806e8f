/**
 * What tracing costs the program that is traced, how long its bytes take, and what annotations
 * cost. docs/BENCHMARKS.md says how to run these programs and what came of it.
 *
 * <pre>
 * OverheadBenchmark   Plan: untraced, X, untraced, Y, …   each a Slice of a Load under a Mode
 *                     or Twins: untraced beside X, and then X beside untraced
 * DelayBenchmark      from Trace.log to the reader of the bytes
 * AnnotationBenchmark ns and bytes for a call
 * </pre>
 *
 * <p>Whatever is compared is compared within one JVM and with its neighbours in time, or by twins
 * that change places: the loads drift by more than what is measured, and another start of the JVM
 * is another compilation.
 */
package dev.jfrtrace.samples.bench.overhead;
