package dev.jfrtrace.bridge.cli.summary;

import dev.jfrtrace.bridge.cli.terminal.Text;
import dev.jfrtrace.bridge.translate.BlockReason;
import dev.jfrtrace.encoder.read.summary.GoroutineSummary;
import java.util.List;
import java.util.Map;

/**
 * What the threads of one name spent their time with, in nanoseconds.
 *
 * @param awake all but waiting for the next task
 * @param ready running, or runnable
 * @param unknown waiting, for nobody knows what
 * @param idle waiting for the next task
 */
record PoolTimes(
        String name, int threads, long awake, long running, long ready, long unknown, long idle) {
    /** The reasons of threads that have nothing to do, whoever they are. */
    private static final List<String> IDLE =
            List.of(BlockReason.IDLE.text(), GoroutineGroup.CARRYING);

    private static final List<String> UNKNOWN = List.of(BlockReason.UNKNOWN.text(), "");

    /** Those of the program. */
    static List<PoolTimes> of(SummaryReport report) {
        Map<String, Map<String, Long>> idle = report.idle();
        return GoroutineGroup.of(report.summary().goroutines()).stream()
                .filter(group -> !(report.isOfJvm() && JvmThreads.areOf(group.name())))
                .map(group -> of(group, idle.getOrDefault(group.name(), Map.of())))
                .toList();
    }

    /** Whether they did next to nothing but idle. */
    boolean isQuiet() {
        return !Threshold.QUIET_PART.isReachedBy(Text.ratio(awake, awake + idle));
    }

    /**
     * @param nextTask for how long they waited for the next task, by reason
     */
    static PoolTimes of(GoroutineGroup group, Map<String, Long> nextTask) {
        Map<String, Long> blocked = group.blocked();
        long idle = 0;
        for (Map.Entry<String, Long> wait : nextTask.entrySet()) {
            idle += Math.min(wait.getValue(), blocked.getOrDefault(wait.getKey(), 0L));
        }
        idle += sum(blocked, IDLE);
        long running = group.sum(GoroutineSummary::running);
        return new PoolTimes(
                group.name(),
                group.members().size(),
                Math.max(0, group.sum(GoroutineSummary::total) - idle),
                running,
                running + group.sum(GoroutineSummary::runnable),
                unknown(blocked) + group.sum(GoroutineSummary::unknown),
                idle);
    }

    /** For what is unknown, of times by reason. */
    static long unknown(Map<String, Long> blocked) {
        return sum(blocked, UNKNOWN);
    }

    private static long sum(Map<String, Long> blocked, List<String> reasons) {
        return reasons.stream().mapToLong(reason -> blocked.getOrDefault(reason, 0L)).sum();
    }
}
