package dev.jfrtrace.bridge.cli.summary;

import dev.jfrtrace.bridge.translate.BlockReason;
import dev.jfrtrace.encoder.read.summary.GoroutineSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** The goroutines that started in one function; of a JVM's threads, a pool. */
record GoroutineGroup(String name, List<GoroutineSummary> members) {
    /** What carriers take their virtual threads are shown with. */
    static final String CARRYING = BlockReason.CARRYING.text();

    /** Groups, the busiest first. */
    static List<GoroutineGroup> of(List<GoroutineSummary> goroutines) {
        Map<String, List<GoroutineSummary>> byName = new LinkedHashMap<>();
        for (GoroutineSummary g : goroutines) {
            byName.computeIfAbsent(g.name(), name -> new ArrayList<>()).add(g);
        }
        List<GoroutineGroup> groups = new ArrayList<>();
        byName.forEach((name, members) -> groups.add(new GoroutineGroup(name, members)));
        groups.sort(
                Comparator.comparingLong((GoroutineGroup group) -> group.busy())
                        .reversed()
                        .thenComparing(GoroutineGroup::name));
        return groups;
    }

    /**
     * Those of a program's threads, without carriers, which do what virtual threads are shown to.
     */
    static List<GoroutineGroup> working(List<GoroutineSummary> goroutines) {
        return of(goroutines).stream()
                .filter(group -> !JvmThreads.areOf(group.name()))
                .filter(group -> !group.blocked().containsKey(CARRYING))
                .toList();
    }

    long busy() {
        return sum(GoroutineGroup::busy);
    }

    static long busy(GoroutineSummary g) {
        return g.running() + g.syscall();
    }

    /** Waiting, by reason. */
    Map<String, Long> blocked() {
        Map<String, Long> sums = new TreeMap<>();
        for (GoroutineSummary g : members) {
            g.blocked().forEach((reason, nanos) -> sums.merge(reason, nanos, Long::sum));
        }
        return sums;
    }

    long sum(ToLongFunction<GoroutineSummary> part) {
        return members.stream().mapToLong(part).sum();
    }
}
