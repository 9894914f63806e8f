package dev.jfrtrace.bridge.cli.summary;

import dev.jfrtrace.bridge.cli.terminal.Text;
import dev.jfrtrace.encoder.read.summary.GoroutineSummary;
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
     */
    private record Gap(String name, int threads, long shown, long took) {
        private long size() {
            return Math.abs(shown - took);
        }

        private boolean isLarge(long duration) {
            double times = (double) Math.max(shown, took) / Math.max(1, Math.min(shown, took));
            return Threshold.CPU_GAP_TIMES.isReachedBy(times)
                    && Threshold.CPU_GAP_OF_TRACE.isReachedBy(Text.ratio(size(), duration));
        }

        private String sentence() {
            String who = Conclusion.who(name, threads);
            String cpu = " took " + Text.span(took) + " of CPU";
            return took > shown
                    ? who
                            + cpu
                            + " and "
                            + (threads == 1 ? "is" : "are")
                            + " shown running for "
                            + Text.span(shown)
                            + ": most of the work is not shown, being in native code, or between"
                            + " waits too short to be recorded"
                    : who
                            + cpu
                            + ", though shown running for "
                            + Text.span(shown)
                            + ": most of that was waiting, too briefly to be recorded, or for a CPU";
        }
    }

    private CpuGaps() {}

    /** The largest gap of the program's threads, and how many more there are. */
    static Optional<Conclusion> of(SummaryReport report) {
        CpuUse use = report.cpuUse();
        long duration = report.summary().duration();
        double part = use.partOf(duration);
        List<Gap> gaps =
                GoroutineGroup.working(report.summary().goroutines()).stream()
                        .flatMap(group -> gap(group, use, part).stream())
                        .filter(gap -> gap.isLarge(duration))
                        .sorted(Comparator.comparingLong(Gap::size).reversed())
                        .toList();
        return gaps.stream().findFirst().map(gap -> conclusion(gap, gaps.size() - 1));
    }

    private static Optional<Gap> gap(GoroutineGroup group, CpuUse use, double part) {
        long running = group.sum(GoroutineSummary::running);
        long busy = running + group.sum(GoroutineSummary::syscall);
        return use.of(group.members())
                .map(
                        took -> {
                            // Nothing is known of the rest, in which they may have taken more.
                            long known = (long) (running * part);
                            long shown = took > busy ? busy : Math.max(known, took);
                            return new Gap(group.name(), group.members().size(), shown, took);
                        });
    }

    private static Conclusion conclusion(Gap gap, int others) {
        return new Conclusion(gap.size(), gap.sentence() + Conclusion.likewise(others) + ".");
    }
}
