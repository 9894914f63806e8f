package dev.jfrtrace.bridge.cli.summary;

import dev.jfrtrace.bridge.cli.terminal.Text;
import dev.jfrtrace.encoder.read.summary.GoroutineSummary;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Says which threads computed nearly all the time, by what they took of the CPUs. Where samples
 * tell the method that takes it, that says more.
 */
final class CpuBound {
    /** Some of the threads of one name. */
    private record Bound(GoroutineGroup group, int threads, long took) {
        private String sentence() {
            int all = group.members().size();
            String who = Conclusion.who(group.name(), all);
            return (threads < all ? threads + " of " + who : who)
                    + (threads == 1 ? " was" : " were")
                    + " computing nearly all the time: "
                    + (threads == 1 ? "it" : "they")
                    + " used "
                    + Text.span(took)
                    + " of CPU time";
        }
    }

    private CpuBound() {}

    /** The threads of one name that took most, and how many more names there are. */
    static Optional<Conclusion> of(SummaryReport report) {
        CpuUse use = report.cpuUse();
        long duration = report.summary().duration();
        List<Bound> all =
                GoroutineGroup.working(report.summary().goroutines()).stream()
                        .flatMap(group -> bound(group, use, duration).stream())
                        .sorted(Comparator.comparingLong(Bound::took).reversed())
                        .toList();
        return all.stream().findFirst().map(most -> conclusion(most, all.size() - 1));
    }

    private static Optional<Bound> bound(GoroutineGroup group, CpuUse use, long duration) {
        double part = use.partOf(duration);
        List<GoroutineSummary> bound =
                group.members().stream().filter(g -> isBound(g, use, part)).toList();
        return use.of(bound)
                .filter(took -> Threshold.MOST.isReachedBy(Text.ratio(took, duration)))
                .map(took -> new Bound(group, bound.size(), took));
    }

    /** Of the time in which it is known what threads took. */
    private static boolean isBound(GoroutineSummary g, CpuUse use, double part) {
        long took = use.of(List.of(g)).orElse(0L);
        return took > 0 && Threshold.COMPUTED_PART.isReachedBy(took / (g.total() * part));
    }

    private static Conclusion conclusion(Bound most, int others) {
        return new Conclusion(most.took(), most.sentence() + Conclusion.likewise(others) + ".");
    }
}
