package dev.jfrtrace.bridge.cli.summary;

import dev.jfrtrace.bridge.cli.summary.Measure.Item;
import dev.jfrtrace.encoder.read.summary.RangeSummary;
import dev.jfrtrace.encoder.read.summary.RegionSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Two traces side by side: how much there is of everything in each, for a second, or for a piece of
 * work that both have done.
 *
 * @param work the name of the tasks, or else regions, that are the pieces; {@code null} for seconds
 */
public record Comparison(SummaryReport before, SummaryReport after, String work) {
    private static final double SECOND = 1e9;

    /**
     * How much of something there is.
     *
     * @param before for a second, or a piece of work; where it is a share, of the whole trace
     */
    record Change(Item item, double before, double after) {
        /** Less than 0 where it has become less. */
        double by() {
            return after - before;
        }

        private boolean isMuch() {
            return differ(before, after);
        }
    }

    /**
     * The spans of one name.
     *
     * @param before {@code null} where there are none, as may be {@code after}
     */
    record Spans(String name, RangeSummary before, RangeSummary after) {
        private long sum() {
            return both().mapToLong(RangeSummary::sum).sum();
        }

        private boolean areOfJvm() {
            return both().allMatch(s -> s instanceof RegionSummary r && RegionTimes.isOfJvm(r));
        }

        private Stream<RangeSummary> both() {
            return Stream.of(before, after).filter(Objects::nonNull);
        }
    }

    /** How often work of this name has been done in a trace. */
    public static long pieces(SummaryReport report, String work) {
        return spans(report)
                .filter(span -> span.name().equals(work))
                .mapToLong(RangeSummary::count)
                .filter(count -> count > 0)
                .findFirst()
                .orElse(0);
    }

    /** The names of what there is for {@link #pieces}. */
    public static Set<String> works(SummaryReport report) {
        return spans(report)
                .filter(span -> span.count() > 0)
                .map(RangeSummary::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<RangeSummary> spans(SummaryReport report) {
        return Stream.concat(
                report.summary().tasks().stream(), report.summary().regions().stream());
    }

    /** All items of both, the largest change first. */
    List<Change> all(Measure measure) {
        Map<Item, Double> old = measure.of(before);
        Map<Item, Double> now = measure.of(after);
        Set<Item> items = new TreeSet<>(old.keySet());
        items.addAll(now.keySet());
        double oldAmount = amount(measure, before);
        double nowAmount = amount(measure, after);
        return items.stream()
                .map(
                        item ->
                                new Change(
                                        item,
                                        old.getOrDefault(item, 0.0) / oldAmount,
                                        now.getOrDefault(item, 0.0) / nowAmount))
                .sorted(Comparator.comparingDouble((Change one) -> -Math.abs(one.by())))
                .toList();
    }

    /** Those of all that have changed by a tenth or more, and not by chance. */
    List<Change> much(Measure measure, List<Change> all) {
        return all.stream()
                .filter(Change::isMuch)
                .filter(change -> measure != Measure.SAMPLED || !isByChance(change))
                .toList();
    }

    /**
     * Whether two such shares may be those of one program: by two standard errors of the difference
     * of two proportions.
     */
    private boolean isByChance(Change share) {
        double some = before.summary().samples();
        double others = after.summary().samples();
        double both = (share.before() * some + share.after() * others) / (some + others);
        double error = Math.sqrt(both * (1 - both) * (1 / some + 1 / others));
        return Math.abs(share.by()) < 2 * error;
    }

    private double amount(Measure measure, SummaryReport report) {
        return measure.unit() == Measure.Unit.SHARE ? 1 : amount(report);
    }

    /** Of seconds, or of pieces of work. */
    double amount(SummaryReport report) {
        return work == null
                ? Math.max(1, report.summary().duration()) / SECOND
                : pieces(report, work);
    }

    /**
     * What both did most often, of the program's own, if one did it more often in a second than the
     * other: then seconds do not compare what it costs.
     */
    Optional<Spans> unequalWork() {
        return Stream.concat(tasks().stream(), regions().stream())
                .filter(spans -> spans.before != null && spans.after != null && !spans.areOfJvm())
                .max(Comparator.comparingLong(Comparison::leastCount))
                .filter(spans -> work == null && isUnequal(spans));
    }

    /** How often one has done it at least. */
    private static long leastCount(Spans spans) {
        return Math.min(spans.before.count(), spans.after.count());
    }

    private boolean isUnequal(Spans spans) {
        return differ(perSecond(spans.before, before), perSecond(spans.after, after));
    }

    private static boolean differ(double some, double others) {
        return Threshold.CHANGED.isReachedBy(Math.abs(some - others) / Math.max(some, others));
    }

    static double perSecond(RangeSummary spans, SummaryReport report) {
        return spans.count() * SECOND / Math.max(1, report.summary().duration());
    }

    List<Spans> tasks() {
        return spans(report -> report.summary().tasks());
    }

    List<Spans> regions() {
        return spans(report -> report.summary().regions());
    }

    private List<Spans> spans(Function<SummaryReport, List<? extends RangeSummary>> of) {
        Map<String, RangeSummary> now = byName(of.apply(after));
        List<Spans> spans = new ArrayList<>();
        byName(of.apply(before))
                .forEach((name, old) -> spans.add(new Spans(name, old, now.remove(name))));
        now.forEach((name, one) -> spans.add(new Spans(name, null, one)));
        spans.sort(
                Comparator.comparing(Spans::areOfJvm)
                        .thenComparing(Comparator.comparingLong(Spans::sum).reversed())
                        .thenComparing(Spans::name));
        return spans;
    }

    /** Those that have begun and ended. */
    private static Map<String, RangeSummary> byName(List<? extends RangeSummary> spans) {
        Map<String, RangeSummary> byName = new LinkedHashMap<>();
        spans.stream()
                .filter(span -> span.count() > 0)
                .forEach(span -> byName.put(span.name(), span));
        return byName;
    }
}
