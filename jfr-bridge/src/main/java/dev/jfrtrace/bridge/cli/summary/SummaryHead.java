package dev.jfrtrace.bridge.cli.summary;

import static dev.jfrtrace.bridge.cli.summary.SummaryLines.known;

import dev.jfrtrace.bridge.cli.terminal.Text;
import dev.jfrtrace.bridge.export.Window;
import dev.jfrtrace.encoder.read.summary.GoroutineSummary;
import dev.jfrtrace.encoder.read.summary.LogSummary;
import dev.jfrtrace.encoder.read.summary.RangeSummary;
import dev.jfrtrace.encoder.read.summary.TraceSummary;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sentences with which a summary begins. */
final class SummaryHead {
    private static final String HOW_TO_SEE = " 'jfrtrace record --preset full' shows more.";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    /** Of those that waited for a CPU. */
    private static final int MOST_NAMES = 3;

    private SummaryHead() {}

    static List<String> of(SummaryReport report) {
        TraceSummary summary = report.summary();
        List<String> lines = new ArrayList<>();
        lines.add(
                report.trace()
                        + ": "
                        + Text.span(summary.duration())
                        + ", "
                        + Text.count(summary.events(), "event")
                        + where(report)
                        + " of version "
                        + report.version());
        report.wallStart().ifPresent(from -> lines.add("  " + when(from, summary.duration())));
        lines.add(
                "  "
                        + Text.count(summary.goroutines().size(), report.noun())
                        + (report.isOfJvm() ? "" : " on " + Text.count(summary.threads(), "thread"))
                        + ", at most "
                        + Text.count(summary.maxRunning())
                        + " running at once"
                        + heap(summary));
        lines.add(
                "  "
                        + Text.count(summary.samples(), "CPU sample")
                        + ", "
                        + Text.count(report.logs(), "log"));
        if (summary.stops().count() > 0) {
            lines.add(stopped(report));
        }
        CpuUse use = report.cpuUse();
        if (use.ofThreads().isPresent() || use.ofJvm().isPresent()) {
            lines.add(took(report, use));
        }
        return lines;
    }

    /** What threads are shown to do, and what is known of that. */
    private static String took(SummaryReport report, CpuUse use) {
        long running =
                report.summary().goroutines().stream().mapToLong(GoroutineSummary::running).sum();
        boolean isOfMost = use.isOfMost(report.summary().goroutines());
        String took = isOfMost ? ", and used " : ", and are known to have used ";
        return "  Threads are shown running for "
                + Text.span(running)
                + use.ofThreads().map(told -> took + cpu(report, told)).orElse("")
                + use.ofJvm()
                        .filter(told -> isAll(told, use))
                        .map(told -> "; the whole JVM used " + cpu(report, told))
                        .orElse("");
    }

    /** Where it is known for a shorter time than of threads, these may have taken more. */
    private static boolean isAll(CpuUse.Told jvm, CpuUse use) {
        return use.ofThreads().map(threads -> threads.taken() <= jvm.taken()).orElse(true);
    }

    private static String cpu(SummaryReport report, CpuUse.Told told) {
        return Text.span(told.taken()) + " of CPU time" + told.ofTime(report.summary().duration());
    }

    /** {@code 2024-02-12 19:19:52 to 19:20:02 UTC}. */
    private static String when(Instant from, long nanos) {
        ZonedDateTime begin = from.atZone(ZoneOffset.UTC);
        ZonedDateTime end = begin.plusNanos(nanos);
        boolean isOneDay = begin.toLocalDate().equals(end.toLocalDate());
        return DAY_AND_TIME.format(begin)
                + " to "
                + (isOneDay ? TIME : DAY_AND_TIME).format(end)
                + " UTC";
    }

    private static String where(SummaryReport report) {
        Window part = report.part();
        if (part.equals(Window.ALL)) {
            return " in " + Text.count(report.generations(), "generation");
        }
        String to = part.end() == Window.ALL.end() ? " to the end" : " to " + Text.span(part.end());
        return " from " + Text.span(part.begin()) + to;
    }

    /** What to know before reading on. */
    static List<String> notes(SummaryReport report) {
        long duration = report.summary().duration();
        return Stream.of(
                        report.throttled().map(told -> throttled(report, told)),
                        report.fullMachine()
                                .filter(told -> isMuch(told, duration))
                                .map(told -> full(told, duration)),
                        Optional.of(report.cpuWaits())
                                .filter(waits -> !waits.isEmpty())
                                .map(SummaryHead::waited),
                        Optional.of(report.sampleCover())
                                .filter(SampleCover::isLittle)
                                .map(SummaryHead::samples),
                        report.virtual(),
                        report.hidden().map(what -> "HIDDEN: " + what + HOW_TO_SEE))
                .flatMap(Optional::stream)
                .toList();
    }

    private static String throttled(SummaryReport report, CpuShortage.Throttled told) {
        return "THROTTLED: over "
                + Text.span(told.within())
                + ", the cgroup's quota withheld "
                + Text.span(told.withheld())
                + " of CPU time (in "
                + Text.count(told.throttledPeriods())
                + " of "
                + Text.count(told.periods(), "period")
                + "); at worst "
                + Text.span(told.worst())
                + " within "
                + Text.span(told.worstWithin())
                + ", ending "
                + Text.span(report.sinceStart(told.worstTime()))
                + " after the start"
                + (told.quota().isEmpty() ? "" : "; the quota is " + told.quota());
    }

    private static boolean isMuch(CpuShortage.FullMachine told, long duration) {
        return Threshold.FULL_PART.isReachedBy(Text.ratio(told.length(), duration));
    }

    private static String full(CpuShortage.FullMachine told, long duration) {
        return (told.isStarved() ? "STARVED: " : "FULL: ")
                + "all CPUs were busy for "
                + Text.span(told.length())
                + " ("
                + Text.percent(told.length(), duration)
                + "): this JVM took "
                + percent(told.ours())
                + " of them, others "
                + percent(told.others())
                + "; threads shown running may have been waiting for a CPU";
    }

    private static String percent(double part) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * part);
    }

    private static String waited(List<CpuShortage.Wait> waits) {
        String most =
                waits.stream()
                        .limit(MOST_NAMES)
                        .map(wait -> known(wait.name()) + " " + Text.span(wait.sum()))
                        .collect(Collectors.joining(", "));
        int more = waits.size() - MOST_NAMES;
        return "WAITED: runnable threads waited "
                + Text.span(waits.stream().mapToLong(CpuShortage.Wait::sum).sum())
                + " in all for a CPU: "
                + most
                + (more > 0 ? " and " + Text.count(more) + " more" : "");
    }

    private static String samples(SampleCover cover) {
        return "SAMPLES: CPU samples cover only "
                + Text.span(cover.seen())
                + " of the "
                + Text.span(cover.running())
                + " for which their threads were running: for the rest, JFR could not walk the"
                + " stacks, or the threads had no CPU. The allocations may tell more.";
    }

    private static String heap(TraceSummary summary) {
        return summary.maxHeap() == 0
                ? ""
                : ", heap " + Text.size(summary.minHeap()) + " to " + Text.size(summary.maxHeap());
    }

    private static String stopped(SummaryReport report) {
        TraceSummary summary = report.summary();
        RangeSummary stops = summary.stops();
        return "  Stopped "
                + Text.count(stops.count(), "time")
                + " for "
                + Text.span(stops.sum())
                + " in all ("
                + Text.percent(stops.sum(), summary.duration())
                + "): median "
                + Text.span(stops.percentile(50))
                + ", 99 % "
                + Text.span(stops.percentile(99))
                + ", longest "
                + Text.span(stops.max())
                + " at "
                + report.at(stops.maxTime());
    }

    /** What went wrong, of the program and of the trace, if anything did. */
    static List<String> alarms(SummaryReport report) {
        return Stream.of(
                        report.deadlock().map(who -> "  DEADLOCK: " + who),
                        Optional.ofNullable(report.fault())
                                .map(
                                        fault ->
                                                "  LOST: everything from byte "
                                                        + Text.count(fault.offset())
                                                        + " on, where the trace is damaged"),
                        report.gaps()
                                .map(
                                        gaps ->
                                                "  LOST: events are missing in "
                                                        + Text.count(gaps.count(), "gap")
                                                        + ", the first up to "
                                                        + first(report, gaps)),
                        report.dataLosses()
                                .map(
                                        losses ->
                                                "  LOST: JFR could not keep up "
                                                        + Text.count(losses.count(), "time")
                                                        + ", first "
                                                        + first(report, losses)))
                .flatMap(Optional::stream)
                .toList();
    }

    private static String first(SummaryReport report, LogSummary logs) {
        return Text.span(report.sinceStart(logs.firstTime()))
                + " after the start: "
                + logs.firstMessage();
    }
}
