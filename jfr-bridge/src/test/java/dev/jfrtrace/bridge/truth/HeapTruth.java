package dev.jfrtrace.bridge.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.Script;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;

/** The heap of a trace, held against what JFR says of it. */
final class HeapTruth {
    private static final String USED = "/memory/classes/heap/objects:bytes";
    private static final String GOAL = "/gc/heap/goal:bytes";
    private static final long MICROSECOND = 1_000;

    /** What JFR knows exactly. */
    private record Known(long time, long used, long committed, boolean isBefore) {}

    private final List<Double> excesses = new ArrayList<>();

    private int rises;
    private int falls;

    private HeapTruth() {}

    /**
     * Each size that JFR knows is there, at its time; in between the heap only grows, and not
     * beyond what is committed.
     */
    static HeapTruth of(Script script) {
        HeapTruth truth = new HeapTruth();
        truth.compare(known(script), script.trace());
        return truth;
    }

    private static List<Known> known(Script script) {
        Stream<Known> summaries =
                script.events("jdk.GCHeapSummary").stream()
                        .map(e -> known(script, e, "heapUsed", "heapSpace.committedSize"));
        Stream<Known> usages =
                script.events("jdk.GCHeapMemoryUsage").stream()
                        .map(e -> known(script, e, "used", "committed"));
        return Stream.concat(summaries, usages)
                .sorted(Comparator.comparingLong(Known::time))
                .toList();
    }

    private static Known known(Script script, RecordedEvent e, String used, String committed) {
        boolean isBefore = e.hasField("when") && e.getString("when").startsWith("Before");
        return new Known(script.start(e), e.getLong(used), e.getLong(committed), isBefore);
    }

    private void compare(List<Known> known, ParsedTrace trace) {
        NavigableMap<Long, Long> goals = new TreeMap<>();
        trace.metrics(GOAL).forEach(m -> goals.put(m.time(), ParsedTrace.value(m)));
        int next = 0;
        long used = 0;
        for (ParsedTrace.Event metric : trace.metrics(USED)) {
            long value = ParsedTrace.value(metric);
            boolean isKnown =
                    next < known.size()
                            && metric.time() >= known.get(next).time
                            && value == known.get(next).used;
            if (isKnown) {
                note(known.get(next), used);
                assertThat(metric.time()).isCloseTo(known.get(next).time, within(MICROSECOND));
                Map.Entry<Long, Long> goal = goals.floorEntry(metric.time() + MICROSECOND);
                assertThat(goal.getValue()).isEqualTo(known.get(next).committed);
                next++;
            } else {
                assertThat(value).isBetween(used, goals.floorEntry(metric.time()).getValue());
                rises += value > used ? 1 : 0;
            }
            used = value;
        }
        assertThat(next).as("sizes that JFR knows").isEqualTo(known.size());
    }

    private void note(Known now, long estimate) {
        falls += now.used < estimate ? 1 : 0;
        if (estimate > 0 && now.isBefore) {
            excesses.add(((double) estimate - now.used) / now.committed);
        }
    }

    /** How often the heap grew by samples. */
    int rises() {
        return rises;
    }

    /** How often it was found smaller. */
    int falls() {
        return falls;
    }

    /**
     * By how much the estimate was too high when a collection began, of what is committed; negative
     * where it was too low, as samples tell of what was allocated later than it was.
     */
    List<Double> excesses() {
        return excesses;
    }
}
