/**
 * One generation in memory. A generation is the unit in which a trace is written, kept or dropped:
 * it brings its own strings and stacks, and states every live proc and goroutine at its start, so
 * that the header and any run of last generations is a trace again. {@link
 * dev.jfrtrace.encoder.generation.GenerationBuilder} collects, {@link
 * dev.jfrtrace.encoder.generation.Generation} is what it has collected.
 */
package dev.jfrtrace.encoder.generation;
