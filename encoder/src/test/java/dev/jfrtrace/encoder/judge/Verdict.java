package dev.jfrtrace.encoder.judge;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What Go's tools say about a trace file.
 *
 * @param trace the file
 * @param events how many events Go's parser gave, its own Sync events included
 * @param kinds the same by kind, by the names of Go's {@code trace.EventKind}: StateTransition,
 *     Metric, Label, RangeBegin, RangeActive, RangeEnd, TaskBegin, TaskEnd, RegionBegin, RegionEnd,
 *     Log, StackSample, Sync, Experimental; a kind that does not occur is absent
 * @param pages how many pages of the web server were good
 * @param faults what is wrong, each with the file, the step and what the tool said; empty for a
 *     good file
 */
public record Verdict(
        Path trace, long events, Map<String, Long> kinds, int pages, List<String> faults) {

    public Verdict {
        kinds = Map.copyOf(kinds);
        faults = List.copyOf(faults);
    }

    public boolean accepted() {
        return faults.isEmpty();
    }

    /** The count of one kind, 0 for one that does not occur. */
    public long count(String kind) {
        return kinds.getOrDefault(kind, 0L);
    }
}
