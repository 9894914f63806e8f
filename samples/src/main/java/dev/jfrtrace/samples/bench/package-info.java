/**
 * Whole-process benchmarks: what a user waits for, JVM start included. docs/BENCHMARKS.md says how
 * to run them and what came of it.
 */
package dev.jfrtrace.samples.bench;
