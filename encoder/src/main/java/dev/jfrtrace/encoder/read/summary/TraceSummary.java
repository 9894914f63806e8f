package dev.jfrtrace.encoder.read.summary;

import java.util.List;

/**
 * A trace in numbers; times in nanoseconds.
 *
 * @param start the first sync
 * @param end the last event
 * @param events without syncs
 * @param threads that had an event
 * @param maxRunning most goroutines that were Running at once
 * @param goroutines all of them, in the order in which the trace tells of them
 * @param ranges stopped worlds by kind, the GC's phases, sweeps and mark assists; by name
 * @param regions the same of the program's own regions
 * @param tasks the same of its tasks
 * @param samples CPU samples
 * @param logs how many
 * @param maxHeap the highest value of HeapAlloc, in bytes; 0 when there is none
 */
public record TraceSummary(
        long start,
        long end,
        long events,
        int threads,
        int maxRunning,
        List<GoroutineSummary> goroutines,
        List<RangeSummary> ranges,
        List<RangeSummary> regions,
        List<RangeSummary> tasks,
        long samples,
        long logs,
        long maxHeap) {

    public long duration() {
        return end - start;
    }
}
