package dev.jfrtrace.encoder.generation;

import java.util.List;

/**
 * A sealed generation. Purely data.
 *
 * @param number 1 for the first of a trace, then one more each
 * @param startTime time of its first moment, in nanoseconds of the trace
 * @param clock the wall clock at the start
 * @param strings batches of the string table
 * @param stacks batches of the stack table
 * @param events batches of timed events, in each thread's order
 * @param cpuSamples batches of CPU samples
 * @param eventCount timed events and CPU samples in it
 */
public record Generation(
        long number,
        long startTime,
        ClockSnapshot clock,
        List<Batch> strings,
        List<Batch> stacks,
        List<Batch> events,
        List<Batch> cpuSamples,
        long eventCount) {}
