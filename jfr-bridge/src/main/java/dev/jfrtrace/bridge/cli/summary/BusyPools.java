package dev.jfrtrace.bridge.cli.summary;

import static dev.jfrtrace.bridge.cli.summary.SummaryLines.known;

import dev.jfrtrace.bridge.cli.terminal.Text;
import dev.jfrtrace.encoder.read.StackFrame;
import dev.jfrtrace.encoder.read.summary.GoroutineSummary;
import dev.jfrtrace.encoder.read.summary.PlaceSummary;
import dev.jfrtrace.encoder.read.summary.WaitSummary;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says which executor's threads had no time to spare: whoever gave them one more task had to wait.
 * It is proved by what they took of the CPUs, and by their waits in the midst of tasks; what they
 * are shown running beyond that may have been idle, too briefly to be recorded.
 */
final class BusyPools {
    private static final String NOTHING = Text.percent(0, 1);

    /**
     * An executor's threads, with times in nanoseconds.
     *
     * @param length from the begin of the first to the end of the last
     * @param total that they had
     * @param spare in which they may have been idle
     */
    private record Pool(String name, int threads, long length, long total, long spare) {
        /** What feeds a pool may itself have no time to spare, and be the larger one. */
        private static String likewise(List<Pool> others) {
            if (others.isEmpty()) {
                return "";
            }
            int more = others.size() - 1;
            return " (the same holds for "
                    + others.get(0).who()
                    + (more == 0 ? "" : " and " + Text.count(more, "more pool"))
                    + ")";
        }

        /** All there all the time, but for what a program does before it has the pool. */
        private boolean isBusy(long duration) {
            return Threshold.ALL.isReachedBy(1 - Text.ratio(spare, total))
                    && Threshold.ALL.isReachedBy(Text.ratio(total, threads * length))
                    && Threshold.MOST.isReachedBy(Text.ratio(length, duration));
        }

        private String who() {
            return "the " + Text.count(threads) + " of " + known(name);
        }

        private String sentence(List<Pool> others) {
            String part = Text.percent(spare, total);
            return "The "
                    + Text.count(threads)
                    + " threads of "
                    + known(name)
                    + (part.equals(NOTHING)
                            ? " had no time to spare"
                            : " were busy nearly all the time (at most " + part + " to spare)")
                    + ": unless the pool can grow, a new task mostly had to wait for one of them"
                    + likewise(others)
                    + ".";
        }
    }

    private final SummaryReport report;
    private final Map<String, Map<String, Long>> idle;

    /** What is known of the threads' CPU time is known for this part of the trace. */
    private final double knownPart;

    private BusyPools(SummaryReport report) {
        this.report = report;
        this.idle = report.idle();
        this.knownPart = report.cpuUse().partOf(report.summary().duration());
    }

    /** The largest, and how many more there are. */
    static Optional<Conclusion> of(SummaryReport report) {
        BusyPools busy = new BusyPools(report);
        List<Pool> pools =
                GoroutineGroup.working(report.summary().goroutines()).stream()
                        .filter(group -> group.members().size() > 1)
                        .flatMap(group -> busy.pool(group).stream())
                        .filter(pool -> pool.isBusy(report.summary().duration()))
                        .filter(busy::isOfExecutor)
                        .sorted(Comparator.comparingLong(Pool::total).reversed())
                        .toList();
        return pools.stream()
                .findFirst()
                // So long did one more task wait, at the least.
                .map(
                        most ->
                                new Conclusion(
                                        most.length(),
                                        most.sentence(pools.subList(1, pools.size()))));
    }

    private static long length(GoroutineGroup group) {
        long begin = Long.MAX_VALUE;
        long end = Long.MIN_VALUE;
        for (GoroutineSummary g : group.members()) {
            begin = Math.min(begin, g.created());
            end = Math.max(end, g.created() + g.total());
        }
        return end - begin;
    }

    /** Nothing where it is not known what they took of the CPUs. */
    private Optional<Pool> pool(GoroutineGroup group) {
        PoolTimes times = PoolTimes.of(group, idle.getOrDefault(group.name(), Map.of()));
        return report.cpuUse()
                .of(group.members())
                .filter(taken -> knownPart > 0)
                .map(
                        taken -> {
                            long took = (long) (taken / knownPart);
                            long unproved = Math.max(0, times.running() - took);
                            return new Pool(
                                    group.name(),
                                    times.threads(),
                                    length(group),
                                    group.sum(GoroutineSummary::total),
                                    times.idle() + times.unknown() + unproved);
                        });
    }

    /**
     * Whether what they waited for and did was for the larger part in tasks that an executor had
     * given them: who waits for an executor runs some of its tasks at times.
     */
    private boolean isOfExecutor(Pool pool) {
        long inTasks = 0;
        long all = 0;
        for (WaitSummary wait : report.summary().waits()) {
            if (!report.idleWaits().isIdle(wait)) {
                long waited = WaitSummary.sumOf(wait.waiters(), pool.name());
                all += waited;
                inTasks += isTask(wait.frames()) ? waited : 0;
            }
        }
        for (PlaceSummary place : report.summary().places()) {
            if (place.name().equals(pool.name())) {
                long sampled = IdleWaits.nanos(place);
                all += sampled;
                inTasks += isTask(place.frames()) ? sampled : 0;
            }
        }
        return inTasks > all / 2;
    }

    private static boolean isTask(List<StackFrame> frames) {
        return frames.stream().anyMatch(IdleWaits::isOfExecutor);
    }
}
