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
 * @param waits times in states by stack, in no order
 * @param wakes who ended whose waits, in no order
 * @param stops stopped worlds, of which those that follow each other within a microsecond are one
 * @param utilization by Go's definition and with its default flags
 * @param utilizationOfAllStops the same, with stops that are not the collector's
 * @param ranges stopped worlds by kind, the GC's phases, sweeps and mark assists; by name
 * @param regions the same of the program's own regions, and what goroutines did in them
 * @param tasks the same of its tasks
 * @param samples CPU samples
 * @param places where CPU samples were taken and logs were written, in no order
 * @param logs by category
 * @param minHeap the lowest value of HeapAlloc, in bytes; 0 when there is none
 * @param maxHeap the highest
 */
public record TraceSummary(
        long start,
        long end,
        long events,
        int threads,
        int maxRunning,
        List<GoroutineSummary> goroutines,
        List<WaitSummary> waits,
        List<WakeSummary> wakes,
        RangeSummary stops,
        MutatorUtilization utilization,
        MutatorUtilization utilizationOfAllStops,
        List<RangeSummary> ranges,
        List<RegionSummary> regions,
        List<RangeSummary> tasks,
        long samples,
        List<PlaceSummary> places,
        List<LogSummary> logs,
        long minHeap,
        long maxHeap) {

    public long duration() {
        return end - start;
    }
}
