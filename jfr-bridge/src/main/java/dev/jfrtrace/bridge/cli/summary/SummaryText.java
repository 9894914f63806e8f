package dev.jfrtrace.bridge.cli.summary;

import static dev.jfrtrace.bridge.cli.summary.SummaryLines.known;
import static dev.jfrtrace.bridge.cli.summary.SummaryLines.time;

import dev.jfrtrace.bridge.cli.terminal.Style;
import dev.jfrtrace.bridge.cli.terminal.Table;
import dev.jfrtrace.bridge.cli.terminal.Text;
import dev.jfrtrace.encoder.read.summary.GoroutineSummary;
import dev.jfrtrace.encoder.read.summary.LogSummary;
import dev.jfrtrace.encoder.read.summary.MutatorUtilization;
import dev.jfrtrace.encoder.read.summary.RangeSummary;
import dev.jfrtrace.encoder.read.summary.TraceSummary;
import dev.jfrtrace.encoder.util.LosslessUtf8;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;

/** A summary for people: what they want to know first comes first. */
public final class SummaryText {
    private static final String STOP = "stop-the-world (";
    static final String SYNC = "safepoint sync";
    private static final String COLLECTION = "GC concurrent mark phase";

    private static final String MAY_WAIT = "; running includes waiting for a CPU.";

    private static final String NOT_TOLD = "-";

    /** What a pool waits for, whatever the trace calls it. */
    private static final String NEXT_TASK = "the next task";

    private final SummaryReport report;
    private final TraceSummary summary;
    private final SummaryLines lines;
    private final boolean hasQuiet;
    private final CpuUse use;

    private SummaryText(SummaryReport report, boolean hasQuiet, SummaryLines lines) {
        this.report = report;
        this.summary = report.summary();
        this.hasQuiet = hasQuiet;
        this.use = report.cpuUse();
        this.lines = lines;
    }

    /**
     * @param top most rows of a table
     * @param hasQuiet whether threads that do next to nothing have rows, too
     */
    public static void write(
            SummaryReport report, Style style, int top, boolean hasQuiet, OutputStream out)
            throws IOException {
        SummaryLines lines = new SummaryLines(style, top);
        new SummaryText(report, hasQuiet, lines).all();
        StringBuilder joined = new StringBuilder();
        lines.all().forEach(line -> joined.append(line).append('\n'));
        out.write(LosslessUtf8.encode(joined));
    }

    private void all() {
        SummaryHead.of(report).forEach(lines::line);
        SummaryHead.alarms(report).forEach(lines::alarm);
        paragraph("In short", Conclusions.of(report));
        paragraph("Before reading on", SummaryHead.notes(report));
        SummaryWaits waits = new SummaryWaits(report, lines);
        SummaryPlaces places = new SummaryPlaces(report, lines);
        groups();
        waits.reasons();
        waits.stacks();
        waits.wakes();
        places.samples();
        places.allocations();
        spans("Stops and collections", summary.ranges());
        utilization();
        spans("Tasks", summary.tasks());
        spans("Regions", summary.regions());
        RegionTimes.addTo(lines, report);
        goroutines();
        logs();
        places.logs();
    }

    private void paragraph(String title, List<String> sentences) {
        if (!sentences.isEmpty()) {
            lines.section(title);
            sentences.forEach(sentence -> lines.line("  " + sentence));
        }
    }

    // What goroutines did.

    private void groups() {
        Map<String, Map<String, Long>> idle = report.idle();
        List<GoroutineGroup> groups = report.groups();
        QuietGroups quiet = hasQuiet ? QuietGroups.NONE : QuietGroups.of(report, groups, idle);
        Map<String, Long> samples = report.samplesByName();
        Map<String, Long> noCpu = report.cpuWaitsByName();
        lines.show(
                report.isOfJvm() ? "Threads, by pool" : "Goroutines, by where they start",
                goroutines("count"),
                groups.stream().filter(group -> !quiet.has(group)).toList(),
                (table, group) ->
                        add(
                                table,
                                Text.count(group.members().size()),
                                shown(samples, group, Text::count),
                                shown(noCpu, group, SummaryLines::time),
                                withIdle(group, idle),
                                group));
        quiet.sentence().ifPresent(lines::line);
        if (report.isOfJvm()) {
            lines.line("  CPU time: " + cpuTime() + MAY_WAIT);
        }
    }

    /** Nothing where the trace tells of no thread. */
    private String cpu(GoroutineGroup group) {
        return use.of(group.members())
                .map(SummaryLines::time)
                .orElse(use.ofThreads().isEmpty() ? "" : NOT_TOLD);
    }

    private String cpuTime() {
        return use.ofThreads()
                .map(
                        told ->
                                "from JFR's thread loads, our own checks or CPU-time samples"
                                        + told.ofTime(summary.duration())
                                        + ", "
                                        + NOT_TOLD
                                        + " where there are none")
                .orElse("unknown");
    }

    private static String shown(
            Map<String, Long> byName, GoroutineGroup group, LongFunction<String> text) {
        Long known = byName.get(group.name());
        return known == null ? "" : text.apply(known);
    }

    private void goroutines() {
        if (GoroutineGroup.of(summary.goroutines()).size() == summary.goroutines().size()) {
            return;
        }
        lines.show(
                report.isOfJvm() ? "Threads, the busiest" : "Goroutines, the busiest",
                goroutines("id"),
                report.busiest(),
                (table, one) -> {
                    GoroutineSummary g = one.members().get(0);
                    // Samples, and waits for a CPU, are known of pools alone.
                    add(table, String.valueOf(g.id()), "", "", g.blocked(), one);
                });
    }

    private Table goroutines(String first) {
        return new Table(
                8,
                first,
                "running",
                "CPU",
                "samples",
                "no CPU",
                "runnable",
                "syscall",
                "blocked",
                "mostly for",
                report.isOfJvm() ? "name" : "start");
    }

    private void add(
            Table table,
            String first,
            String samples,
            String noCpu,
            Map<String, Long> blocked,
            GoroutineGroup group) {
        table.add(
                first,
                time(group.sum(GoroutineSummary::running)),
                cpu(group),
                samples,
                noCpu,
                time(group.sum(GoroutineSummary::runnable)),
                time(group.sum(SummaryText::syscall)),
                time(group.sum(GoroutineSummary::blockedTotal)),
                mostly(blocked, group),
                known(group.name()));
    }

    private static long syscall(GoroutineSummary g) {
        return g.syscall() + g.blockedSyscall();
    }

    /** What a group waited for, with waiting for the next task apart. */
    private static Map<String, Long> withIdle(
            GoroutineGroup group, Map<String, Map<String, Long>> idleByName) {
        Map<String, Long> blocked = new TreeMap<>(group.blocked());
        idleByName
                .getOrDefault(group.name(), Map.of())
                .forEach(
                        (reason, nanos) -> {
                            long idle = Math.min(nanos, blocked.getOrDefault(reason, 0L));
                            blocked.merge(reason, -idle, Long::sum);
                            blocked.merge(NEXT_TASK, idle, Long::sum);
                        });
        return blocked;
    }

    /** The reason that most of the waiting was for, with its share. */
    private static String mostly(Map<String, Long> blocked, GoroutineGroup group) {
        return blocked.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .filter(most -> most.getValue() > 0)
                .map(
                        most ->
                                known(most.getKey())
                                        + share(
                                                most.getValue(),
                                                group.sum(GoroutineSummary::blockedTotal)))
                .orElse("");
    }

    private static String share(long part, long whole) {
        return String.format(Locale.ROOT, " %.0f %%", 100 * Text.ratio(part, whole));
    }

    // What the collector and the program itself tell.

    private void spans(String title, List<? extends RangeSummary> spans) {
        List<? extends RangeSummary> sorted =
                spans.stream()
                        .sorted(Comparator.comparingLong(RangeSummary::sum).reversed())
                        .toList();
        lines.show(
                title,
                new Table(
                        8,
                        "count",
                        "total",
                        "median",
                        "90 %",
                        "99 %",
                        "max",
                        "at",
                        "unfinished",
                        "name"),
                sorted,
                (t, span) ->
                        t.add(
                                Text.count(span.count()),
                                time(span.sum()),
                                time(span.percentile(50)),
                                time(span.percentile(90)),
                                time(span.percentile(99)),
                                time(span.max()),
                                span.count() == 0 ? "" : report.at(span.maxTime()),
                                span.unfinished() == 0 ? "" : Text.count(span.unfinished()),
                                name(span)));
    }

    /**
     * In a table of stops the words that all have in common say nothing. Go's name of a collection
     * calls it concurrent, which few of a JVM's are.
     */
    private static String name(RangeSummary span) {
        String name = span.name();
        if (name.equals(COLLECTION)) {
            return "collections, overlapping ones as one (Go's " + name + ")";
        }
        if (!isStop(name)) {
            return known(name);
        }
        String what = ofStop(name);
        return "stop: " + what + (what.equals(SYNC) ? " (time to safepoint)" : "");
    }

    static boolean isStop(String range) {
        return range.startsWith(STOP) && range.endsWith(")");
    }

    /** What the world was stopped for, of the name of a range. */
    static String ofStop(String range) {
        return range.substring(STOP.length(), range.length() - 1);
    }

    private void utilization() {
        boolean isTold = !Double.isNaN(summary.utilization().minimum(SummaryReport.WINDOWS[0]));
        if (!isTold || summary.ranges().isEmpty()) {
            return;
        }
        Table table = new Table(3, "1 ms", "10 ms", "100 ms", "in the worst window of this length");
        addUtilization(
                table, summary.utilization(), "not taken by the collector (Go's definition)");
        addUtilization(
                table, summary.utilizationOfAllStops(), "not taken by the collector or any stop");
        lines.section("Minimum mutator utilisation");
        table.lines().forEach(lines::line);
    }

    private static void addUtilization(Table table, MutatorUtilization utilization, String what) {
        List<String> cells = new ArrayList<>();
        for (long window : SummaryReport.WINDOWS) {
            cells.add(String.format(Locale.ROOT, "%.1f %%", 100 * utilization.minimum(window)));
        }
        cells.add(what);
        table.add(cells.toArray(new String[0]));
    }

    private void logs() {
        List<LogSummary> sorted =
                summary.logs().stream()
                        .sorted(Comparator.comparingLong(LogSummary::count).reversed())
                        .toList();
        lines.show(
                "Logs",
                new Table(1, "count", "category", "first message"),
                sorted,
                (t, log) ->
                        t.add(
                                Text.count(log.count()),
                                known(log.category()),
                                Text.cut(log.firstMessage())));
    }
}
