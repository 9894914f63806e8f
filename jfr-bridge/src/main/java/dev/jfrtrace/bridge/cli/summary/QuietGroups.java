package dev.jfrtrace.bridge.cli.summary;

import dev.jfrtrace.bridge.cli.terminal.Text;
import dev.jfrtrace.encoder.read.summary.GoroutineSummary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Groups of a JVM's threads that are no news: of its own those that did next to nothing, of the
 * program's those that only waited for the next task.
 *
 * @param names of the groups
 * @param jvms how many threads are the JVM's own
 * @param others how many are the program's
 */
record QuietGroups(Set<String> names, int jvms, int others) {
    static final QuietGroups NONE = new QuietGroups(Set.of(), 0, 0);

    /**
     * @param idle for how long they waited for the next task, by name and reason
     */
    static QuietGroups of(
            SummaryReport report,
            List<GoroutineGroup> groups,
            Map<String, Map<String, Long>> idle) {
        if (!report.isOfJvm()) {
            return NONE;
        }
        CpuUse use = report.cpuUse();
        Map<Boolean, List<GoroutineGroup>> quiet =
                groups.stream()
                        .filter(group -> isQuiet(group, idle.getOrDefault(group.name(), Map.of())))
                        .filter(group -> !isBusy(group, use))
                        .collect(
                                Collectors.partitioningBy(group -> JvmThreads.areOf(group.name())));
        Set<String> names =
                quiet.values().stream()
                        .flatMap(List::stream)
                        .map(GoroutineGroup::name)
                        .collect(Collectors.toSet());
        return new QuietGroups(names, members(quiet.get(true)), members(quiet.get(false)));
    }

    private static boolean isQuiet(GoroutineGroup group, Map<String, Long> nextTask) {
        if (!JvmThreads.areOf(group.name())) {
            return PoolTimes.of(group, nextTask).isQuiet();
        }
        long did = group.sum(GoroutineGroup::busy) + group.sum(GoroutineSummary::runnable);
        return !Threshold.QUIET_PART.isReachedBy(
                Text.ratio(did, group.sum(GoroutineSummary::total)));
    }

    /** What is known counts, whatever is shown. */
    private static boolean isBusy(GoroutineGroup group, CpuUse use) {
        return Threshold.QUIET_PART.isReachedBy(
                Text.ratio(use.busy(group), group.sum(GoroutineSummary::total)));
    }

    private static int members(List<GoroutineGroup> groups) {
        return groups.stream().mapToInt(group -> group.members().size()).sum();
    }

    boolean has(GoroutineGroup group) {
        return names.contains(group.name());
    }

    /** How many are left out; nothing where none is. */
    Optional<String> sentence() {
        if (names.isEmpty()) {
            return Optional.empty();
        }
        String own = jvms == 0 ? "" : Text.count(jvms, "thread") + " of the JVM";
        String and = jvms == 0 || others == 0 ? "" : " and ";
        String program = others == 0 ? "" : Text.count(others, jvms == 0 ? "thread" : "other");
        return Optional.of(
                "  and " + own + and + program + " that only waited (--all-threads shows them)");
    }
}
