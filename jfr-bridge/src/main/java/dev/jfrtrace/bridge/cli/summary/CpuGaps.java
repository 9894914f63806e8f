package dev.jfrtrace.bridge.cli.summary;

import dev.jfrtrace.bridge.cli.terminal.Text;
import dev.jfrtrace.encoder.read.summary.GoroutineSummary;
import dev.jfrtrace.encoder.read.summary.RangeSummary;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Says of which threads the trace misleads: they took much more of the CPUs than they are shown
 * running, or much less. What they took is known, and running is inferred.
 */
final class CpuGaps {
    /**
     * Threads of one name, with times in nanoseconds.
     *
     * @param shown running, in the time in which it is known what they took; where they took more
     *     than that, in system calls as well, which take some of it, too
     * @param late shown standing still until others had reached a safepoint: who is late runs on
     */
    private record Gap(String name, int threads, long shown, long took, long late) {
        private long size() {
            return Math.abs(shown - took);
        }

        private boolean isLarge(long duration) {
            double times = (double) Math.max(shown, took) / Math.max(1, Math.min(shown, took));
            return Threshold.CPU_GAP_TIMES.isReachedBy(times)
                    && Threshold.CPU_GAP_OF_TRACE.isReachedBy(Text.ratio(size(), duration));
        }

        private boolean isOfLate() {
            return Threshold.MOST.isReachedBy(Text.ratio(late, size()));
        }

        private String lateness() {
            return ": most of that was used while others waited for "
                    + (threads == 1 ? "this thread" : "these threads")
                    + " at a safepoint, or in native code";
        }

        private String sentence() {
            String who = Conclusion.who(name, threads);
            String cpu = Text.span(took) + " of CPU time";
            return took > shown
                    ? who
                            + " used "
                            + cpu
                            + ", but "
                            + (threads == 1 ? "is" : "are")
                            + " shown running for only "
                            + Text.span(shown)
                            + (isOfLate() ? lateness() : HIDDEN_WORK)
                    : who
                            + " used only "
                            + cpu
                            + ", though shown running for "
                            + Text.span(shown)
                            + ": most of that time "
                            + (threads == 1 ? "it was" : "they were")
                            + " waiting, too briefly to be recorded or for a CPU";
        }
    }

    private static final String HIDDEN_WORK =
            ". Most of this work is not shown: it was in native code, or between waits too short"
                    + " to be recorded";

    private CpuGaps() {}

    /** The largest gap of the program's threads, and how many more there are. */
    static Optional<Conclusion> of(SummaryReport report) {
        CpuUse use = report.cpuUse();
        long duration = report.summary().duration();
        double part = use.partOf(duration);
        long syncs = report.syncs().map(RangeSummary::sum).orElse(0L);
        List<Gap> gaps =
                GoroutineGroup.working(report.summary().goroutines()).stream()
                        .flatMap(group -> gap(group, use, part, syncs).stream())
                        .filter(gap -> gap.isLarge(duration))
                        .sorted(Comparator.comparingLong(Gap::size).reversed())
                        .toList();
        return gaps.stream().findFirst().map(gap -> conclusion(gap, gaps.size() - 1));
    }

    /**
     * @param syncs for how long all waited for those that were late at safepoints
     */
    private static Optional<Gap> gap(GoroutineGroup group, CpuUse use, double part, long syncs) {
        long running = group.sum(GoroutineSummary::running);
        long busy = running + group.sum(GoroutineSummary::syscall);
        return use.of(group.members())
                .map(
                        took -> {
                            // Nothing is known of the rest, in which they may have taken more.
                            long known = (long) (running * part);
                            long shown = took > busy ? busy : Math.max(known, took);
                            int threads = group.members().size();
                            long stopped = group.sum(GoroutineSummary::runnable);
                            long late = Math.min(stopped, syncs * threads);
                            return new Gap(group.name(), threads, shown, took, late);
                        });
    }

    /** What is shown running and was not says how to read the trace, and cost nobody anything. */
    private static Conclusion conclusion(Gap gap, int others) {
        long cost = gap.took > gap.shown ? gap.size() : 0;
        return new Conclusion(cost, gap.sentence() + Conclusion.likewise(others) + ".");
    }
}
