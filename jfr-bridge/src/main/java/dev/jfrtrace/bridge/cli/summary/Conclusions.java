package dev.jfrtrace.bridge.cli.summary;

import static dev.jfrtrace.bridge.cli.summary.SummaryLines.known;

import dev.jfrtrace.bridge.cli.terminal.Text;
import dev.jfrtrace.bridge.export.ShownFrames;
import dev.jfrtrace.bridge.translate.Cast;
import dev.jfrtrace.bridge.translate.SystemGcLog;
import dev.jfrtrace.encoder.read.State;
import dev.jfrtrace.encoder.read.summary.PlaceSummary;
import dev.jfrtrace.encoder.read.summary.RangeSummary;
import dev.jfrtrace.encoder.read.summary.TraceSummary;
import dev.jfrtrace.encoder.read.summary.WaitSummary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What matters most of a trace, in a few sentences, each of which the trace proves. What cost
 * threads most of their time comes first: one measure for locks, servers, stops and CPUs.
 */
final class Conclusions {
    private static final int MOST_SENTENCES = 5;

    private static final String NOTHING = "Nothing stands out";

    /**
     * Stops of collections, and the operations that begin and end them; not of those that make no
     * room for what is allocated, but for classes or code, or that somebody asked for who looks at
     * the heap.
     */
    private static final Pattern COLLECTOR =
            Pattern.compile(
                    "(?!.*(Metadata|CodeCache|Inspection|Dump|Diagnostic|Jvmti))"
                            + "(GC .*|safepoint (\\w*(Collect|GC|Gc_)|G1|[XZ][A-Z]|Shenandoah).*)");

    /** Stops of collections that somebody asked for. */
    private static final Pattern ASKED_FOR = Pattern.compile("GC .*\\bSystem\\.gc\\(\\).*");

    private final SummaryReport report;
    private final TraceSummary summary;
    private final List<PoolTimes> pools;
    private final List<Conclusion> found = new ArrayList<>();

    private Conclusions(SummaryReport report) {
        this.report = report;
        this.summary = report.summary();
        this.pools = PoolTimes.of(report);
    }

    /** Nothing where nothing happened. */
    static List<String> of(SummaryReport report) {
        return report.summary().goroutines().isEmpty()
                ? List.of()
                : new Conclusions(report).sentences();
    }

    private List<String> sentences() {
        report.deadlock()
                .ifPresent(who -> add(Double.MAX_VALUE, "Threads are deadlocked: see DEADLOCK."));
        stops();
        toSafepoints();
        cpus();
        found.addAll(computing());
        found.addAll(JvmCpu.of(report));
        found.addAll(WaitConclusions.of(report, pools));
        BusyPools.of(report).ifPresent(found::add);
        List<String> all =
                found.stream()
                        .sorted(Conclusion.DEAREST_FIRST)
                        .limit(MOST_SENTENCES)
                        .map(Conclusion::sentence)
                        .collect(Collectors.toCollection(ArrayList::new));
        unknown(all);
        return all;
    }

    private void add(double cost, String sentence) {
        found.add(new Conclusion(cost, sentence));
    }

    private double ofTrace(double nanos) {
        return summary.duration() == 0 ? 0 : nanos / summary.duration();
    }

    /**
     * How many threads ran, or could have, on average: so many stand still in a stop. Of those of
     * which nothing is heard in long stops, it is known by how many ran in between.
     */
    private double ready() {
        long moving = Math.max(1, summary.duration() - summary.stops().sum());
        double ready = ofTrace(pools.stream().mapToLong(PoolTimes::ready).sum());
        return Math.max(ready, (double) ran() / moving);
    }

    // What held up all threads at once.

    private void stops() {
        RangeSummary stops = summary.stops();
        boolean isLong = Threshold.STOP_NANOS.isReachedBy(stops.max());
        boolean isMuch =
                Threshold.STOPPED_PART.isReachedBy(ofTrace(stops.sum()))
                        && Threshold.STOPPED_NANOS.isReachedBy(stops.sum());
        if (!isLong && !isMuch) {
            return;
        }
        Map<String, Long> kinds =
                report.stopKinds().stream()
                        .collect(
                                Collectors.toMap(
                                        kind -> SummaryText.ofStop(kind.name()),
                                        RangeSummary::sum));
        String most = Conclusion.most(kinds, stops.sum()).map(Conclusions::mostlyFor).orElse("");
        add(
                stops.sum() * ready(),
                "All threads stood still for "
                        + Text.percent(stops.sum(), summary.duration())
                        + " of the time ("
                        + Text.span(stops.sum())
                        + " in "
                        + Text.count(stops.count(), "stop")
                        + ", the longest "
                        + Text.span(stops.max())
                        + " at "
                        + report.at(stops.maxTime())
                        + ")"
                        + most
                        + "."
                        + why(kinds, stops.sum()));
    }

    /** What makes the collector stop threads, if it does most of that. */
    private String why(Map<String, Long> kinds, long all) {
        if (areOf(ASKED_FOR, kinds, all)) {
            return asking();
        }
        return areOf(COLLECTOR, kinds, all) ? stayed() + filling() : "";
    }

    /** What collections cannot free, where that is much. */
    private String stayed() {
        return report.fullCollections().left().map(FullCollections::text).orElse("");
    }

    /** Whether most of it is of such stops. */
    private static boolean areOf(Pattern which, Map<String, Long> kinds, long all) {
        long sum =
                kinds.entrySet().stream()
                        .filter(kind -> which.matcher(kind.getKey()).matches())
                        .mapToLong(Map.Entry::getValue)
                        .sum();
        return Threshold.MOST.isReachedBy(Text.ratio(sum, all));
    }

    /** Who called for collections, which no allocation made necessary. */
    private String asking() {
        List<PlaceSummary> calls =
                report.logged().stream()
                        .filter(place -> place.category().equals(SystemGcLog.CATEGORY))
                        .toList();
        if (calls.isEmpty()) {
            return "";
        }
        PlaceSummary most = calls.get(0);
        int others = calls.size() - 1;
        return " "
                + known(most.name())
                + " called System.gc "
                + Text.count(most.count(), "time")
                + " in "
                + caller(most)
                + (others == 0
                        ? "."
                        : " (also called in " + Text.count(others, "more place") + ").");
    }

    private static String caller(PlaceSummary call) {
        return call.frames().isEmpty()
                ? known("")
                : ShownFrames.text(ShownFrames.own(call.frames()));
    }

    /** What fills the heap, if anything does more than all else. */
    private String filling() {
        long all = report.allocations().bytes();
        return report.allocated().stream()
                .findFirst()
                .filter(most -> Threshold.HOT_PART.isReachedBy(Text.ratio(most.bytes(), all)))
                .filter(most -> Threshold.ALLOCATIONS.isReachedBy(most.count()))
                .map(most -> filling(most, all))
                .orElse("");
    }

    private static String filling(Allocations.Allocated most, long all) {
        return " "
                + Text.percent(most.bytes(), all)
                + " of what was allocated is "
                + SummaryLines.knownCode(most.type())
                + " in "
                + most.where()
                + ".";
    }

    private void toSafepoints() {
        report.syncs()
                .filter(sync -> Threshold.TO_SAFEPOINT_NANOS.isReachedBy(sync.max()))
                .ifPresent(
                        sync ->
                                add(
                                        sync.sum() * ready(),
                                        "Threads reached safepoints late, by up to "
                                                + Text.span(sync.max())
                                                + " (at "
                                                + report.at(sync.maxTime())
                                                + "); all other threads waited for them, "
                                                + Text.span(sync.sum())
                                                + " in all over "
                                                + Text.count(sync.count(), "safepoint")
                                                + (isStarved()
                                                        ? ". They may have been waiting"
                                                                + " for a CPU."
                                                        : ".")));
    }

    /** Whether other programs had the CPUs, for long enough to be told. */
    private boolean isStarved() {
        return report.fullMachine()
                .filter(CpuShortage.FullMachine::isStarved)
                .filter(told -> Threshold.CPU_PART.isReachedBy(ofTrace(told.length())))
                .isPresent();
    }

    // CPUs.

    private void cpus() {
        throttled().ifPresent(found::add);
        full().ifPresent(found::add);
        waited().ifPresent(found::add);
        report.carrierWaits()
                .conclusion(summary.goroutines(), summary.duration(), isStarved())
                .ifPresent(found::add);
    }

    private Optional<Conclusion> throttled() {
        return report.throttled()
                .filter(told -> Threshold.CPU_PART.isReachedBy(ofTrace(told.withheld())))
                .map(
                        told ->
                                new Conclusion(
                                        told.withheld(),
                                        "CPU was scarce: the cgroup's quota withheld "
                                                + Text.span(told.withheld())
                                                + " of CPU time from this JVM within "
                                                + Text.span(told.within())
                                                + "."));
    }

    private Optional<Conclusion> full() {
        return report.fullMachine()
                .filter(CpuShortage.FullMachine::isWanted)
                .filter(told -> Threshold.CPU_PART.isReachedBy(ofTrace(told.length())))
                .filter(told -> told.isStarved() || !isOfStops(told.length()))
                .map(
                        told ->
                                new Conclusion(
                                        told.length() * ready(),
                                        "CPU was scarce: all CPUs were busy for "
                                                + Text.percent(told.length(), summary.duration())
                                                + " of the time"
                                                + (told.isStarved()
                                                        ? ", mostly with other programs."
                                                        : ".")));
    }

    /** Of a safepoint's begin not all threads stand still: they wait for one that does not. */
    private static String mostlyFor(String kind) {
        return kind.equals(SummaryText.SYNC)
                ? ", mostly until the last of them had reached a safepoint"
                : ", mostly for " + kind;
    }

    /** Whether threads stood still in most of a time, in which the collector had all CPUs. */
    private boolean isOfStops(long nanos) {
        long atLeast = nanos + summary.stops().sum() - summary.duration();
        return Threshold.MOST.isReachedBy(Text.ratio(atLeast, nanos));
    }

    private Optional<Conclusion> waited() {
        List<CpuShortage.Wait> waits = report.cpuWaits();
        long sum = waits.stream().mapToLong(CpuShortage.Wait::sum).sum();
        return waits.stream()
                .findFirst()
                .filter(most -> Threshold.CPU_PART.isReachedBy(ofTrace(sum)))
                .map(
                        most ->
                                new Conclusion(
                                        sum,
                                        "Runnable threads waited "
                                                + Text.span(sum)
                                                + " in all for a CPU, "
                                                + known(most.name())
                                                + " the most ("
                                                + Text.span(most.sum())
                                                + ")."));
    }

    /** What computed; whoever just did so all the time is told where nothing more is known. */
    private List<Conclusion> computing() {
        List<Conclusion> told =
                Stream.of(hot(), CpuGaps.of(report)).flatMap(Optional::stream).toList();
        return told.isEmpty() ? CpuBound.of(report).stream().toList() : told;
    }

    private Optional<Conclusion> hot() {
        long samples = summary.samples();
        if (!Threshold.SAMPLES.isReachedBy(samples) || report.sampleCover().isLittle()) {
            return Optional.empty();
        }
        Map<String, Long> places =
                summary.places().stream()
                        .filter(place -> place.category().isEmpty())
                        .filter(place -> !place.frames().isEmpty())
                        .collect(
                                Collectors.groupingBy(
                                        place -> SummaryPlaces.whereOf(place.frames()),
                                        Collectors.summingLong(PlaceSummary::count)));
        return places.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry::getKey))
                .filter(
                        most ->
                                Threshold.HOT_PART.isReachedBy(
                                        Text.ratio(most.getValue(), samples)))
                .map(
                        most ->
                                new Conclusion(
                                        ran() * Text.ratio(most.getValue(), samples),
                                        Text.percent(most.getValue(), samples)
                                                + " of "
                                                + Text.count(samples, "CPU sample")
                                                + " were in "
                                                + most.getKey()
                                                + "."));
    }

    private long ran() {
        return pools.stream().mapToLong(PoolTimes::running).sum();
    }

    // What cannot be concluded.

    private void unknown(List<String> all) {
        long awake = pools.stream().mapToLong(PoolTimes::awake).sum();
        long unknown = pools.stream().mapToLong(PoolTimes::unknown).sum();
        boolean isMuch = awake > 0 && Threshold.MOST.isReachedBy(Text.ratio(unknown, awake));
        String much =
                "what "
                        + report.noun()
                        + "s waited for is unknown for "
                        + Text.percent(unknown, awake)
                        + " of their time (not counting known idle time)"
                        + unknownPlace(unknown);
        if (all.isEmpty() && tellsOfNobody()) {
            all.add("Nothing can be said: the recording has no events of threads.");
        } else if (all.isEmpty()) {
            all.add(isMuch ? NOTHING + " in what is known, but " + much + "." : NOTHING + ".");
            Hangs.of(report).ifPresent(all::add);
        } else if (isMuch) {
            all.add("The picture is incomplete: " + much + ".");
        }
    }

    /** Where samples in native code found them, of which it is not known whether it waits. */
    private String unknownPlace(long unknown) {
        Map<String, Long> places = new HashMap<>();
        for (WaitSummary wait : summary.waits()) {
            if (wait.state() == State.WAITING
                    && !SummaryWaits.saysMuch(wait.reason())
                    && ShownFrames.hasOwn(wait.frames())) {
                String place = ShownFrames.text(ShownFrames.own(wait.frames()));
                places.merge(place, wait.sum() + wait.openSum(), Long::sum);
            }
        }
        return Conclusion.most(places, unknown).map(place -> ", mostly in " + place).orElse("");
    }

    /** Whether there is only the VM's thread, which each trace has. */
    private boolean tellsOfNobody() {
        return summary.goroutines().stream().allMatch(g -> g.id() == Cast.VM_G);
    }
}
