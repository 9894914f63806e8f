package dev.jfrtrace.bridge.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.read.summary.GoroutineSummary;
import dev.jfrtrace.encoder.read.summary.RangeSummary;
import dev.jfrtrace.encoder.read.summary.TraceSummary;
import dev.jfrtrace.encoder.util.LosslessUtf8;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How a summary is told, to people and to machines. */
record SummaryReport(String trace, TraceVersion version, long generations, TraceSummary summary) {
    private static final int SCHEMA = 1;
    private static final String UNKNOWN = "(unknown)";

    // For people.

    void text(OutputStream out, int top) throws IOException {
        List<String> lines = new ArrayList<>();
        head(lines);
        ranges(lines, "Stops and collections", summary.ranges(), top);
        groups(lines, top);
        reasons(lines, top);
        ranges(lines, "Tasks", summary.tasks(), top);
        ranges(lines, "Regions", summary.regions(), top);
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(Text.printable(line).stripTrailing()).append('\n'));
        out.write(LosslessUtf8.encode(text));
    }

    private void head(List<String> lines) {
        lines.add(
                trace
                        + ": "
                        + Text.span(summary.duration())
                        + ", "
                        + Text.count(summary.events(), "event")
                        + " in "
                        + Text.count(generations, "generation")
                        + " of version "
                        + version);
        lines.add(
                "  "
                        + Text.count(summary.goroutines().size(), "goroutine")
                        + " on "
                        + Text.count(summary.threads(), "thread")
                        + ", at most "
                        + Text.count(summary.maxRunning())
                        + " running at once");
        lines.add(
                "  "
                        + Text.count(summary.samples(), "CPU sample")
                        + ", "
                        + Text.count(summary.logs(), "log")
                        + (summary.maxHeap() == 0
                                ? ""
                                : ", heap up to " + Text.size(summary.maxHeap())));
    }

    private static void ranges(
            List<String> lines, String title, List<RangeSummary> ranges, int top) {
        if (ranges.isEmpty()) {
            return;
        }
        row(lines, title, "count", "total", "median", "99 %", "max", "");
        ranges.stream()
                .sorted(Comparator.comparingLong(RangeSummary::sum).reversed())
                .limit(top)
                .forEach(
                        range ->
                                lines.add(
                                        cells(
                                                Text.count(range.count()),
                                                Text.span(range.sum()),
                                                Text.span(range.percentile(50)),
                                                Text.span(range.percentile(99)),
                                                Text.span(range.max()),
                                                range.name())));
        more(lines, ranges.size(), top);
    }

    private void groups(List<String> lines, int top) {
        List<GoroutineGroup> groups = GoroutineGroup.of(summary.goroutines());
        row(lines, "Goroutines", "count", "running", "runnable", "blocked", "syscall", "start");
        groups.stream()
                .limit(top)
                .forEach(
                        group ->
                                lines.add(
                                        cells(
                                                Text.count(group.members().size()),
                                                Text.span(group.sum(GoroutineSummary::running)),
                                                Text.span(group.sum(GoroutineSummary::runnable)),
                                                Text.span(
                                                        group.sum(GoroutineSummary::blockedTotal)),
                                                Text.span(
                                                        group.sum(GoroutineSummary::syscall)
                                                                + group.sum(
                                                                        GoroutineSummary
                                                                                ::blockedSyscall)),
                                                group.name().isEmpty() ? UNKNOWN : group.name())));
        more(lines, groups.size(), top);
    }

    private void reasons(List<String> lines, int top) {
        Map<String, RangeTotal> reasons = reasons();
        row(lines, "Blocked for", "goroutines", "total", "reason");
        reasons.entrySet().stream()
                .sorted(
                        Comparator.comparingLong(
                                        (Map.Entry<String, RangeTotal> e) -> e.getValue().nanos)
                                .reversed())
                .limit(top)
                .forEach(
                        e ->
                                lines.add(
                                        cells(
                                                Text.count(e.getValue().goroutines),
                                                Text.span(e.getValue().nanos),
                                                e.getKey().isEmpty() ? UNKNOWN : e.getKey())));
        more(lines, reasons.size(), top);
    }

    private record RangeTotal(long goroutines, long nanos) {
        RangeTotal plus(RangeTotal other) {
            return new RangeTotal(goroutines + other.goroutines, nanos + other.nanos);
        }
    }

    private Map<String, RangeTotal> reasons() {
        Map<String, RangeTotal> reasons = new TreeMap<>();
        for (GoroutineSummary g : summary.goroutines()) {
            g.blocked()
                    .forEach(
                            (reason, nanos) ->
                                    reasons.merge(
                                            reason, new RangeTotal(1, nanos), RangeTotal::plus));
        }
        return reasons;
    }

    private static void row(List<String> lines, String title, String... headings) {
        lines.add("");
        lines.add(title);
        lines.add(cells(headings));
    }

    private static void more(List<String> lines, int rows, int top) {
        if (rows > top) {
            lines.add("  and " + Text.count(rows - top) + " more (--top 0 shows all)");
        }
    }

    /** Columns of numbers, then a name of any length. */
    private static String cells(String... cells) {
        StringBuilder line = new StringBuilder(" ");
        for (int i = 0; i < cells.length - 1; i++) {
            line.append(String.format(Locale.ROOT, " %10s", cells[i]));
        }
        return line.append("  ").append(cells[cells.length - 1]).toString();
    }

    // For machines.

    void json(OutputStream out) throws IOException {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("schema", SCHEMA);
        document.put("trace", trace);
        document.put("version", version.toString());
        document.put("generations", generations);
        document.put("start", summary.start());
        document.put("duration", summary.duration());
        document.put("events", summary.events());
        document.put("threads", summary.threads());
        document.put("maxRunning", summary.maxRunning());
        document.put("samples", summary.samples());
        document.put("logs", summary.logs());
        document.put("maxHeap", summary.maxHeap());
        document.put("ranges", spans(summary.ranges()));
        document.put("regions", spans(summary.regions()));
        document.put("tasks", spans(summary.tasks()));
        document.put(
                "goroutines", summary.goroutines().stream().map(SummaryReport::values).toList());
        ObjectMapper mapper = new ObjectMapper();
        out.write(mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(document));
        out.write('\n');
    }

    private static List<Map<String, Object>> spans(List<RangeSummary> ranges) {
        return ranges.stream().map(SummaryReport::values).toList();
    }

    private static Map<String, Object> values(RangeSummary range) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", EventJson.clean(range.name()));
        values.put("count", range.count());
        values.put("sum", range.sum());
        values.put("p50", range.percentile(50));
        values.put("p90", range.percentile(90));
        values.put("p99", range.percentile(99));
        values.put("max", range.max());
        return values;
    }

    private static Map<String, Object> values(GoroutineSummary g) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("id", g.id());
        values.put("name", EventJson.clean(g.name()));
        values.put("created", g.created());
        values.put("started", g.started());
        values.put("ended", g.ended());
        values.put("total", g.total());
        values.put("running", g.running());
        values.put("runnable", g.runnable());
        values.put("blocked", clean(g.blocked()));
        values.put("syscall", g.syscall());
        values.put("blockedSyscall", g.blockedSyscall());
        values.put("unknown", g.unknown());
        values.put("inRanges", clean(g.ranges()));
        return values;
    }

    private static Map<String, Long> clean(Map<String, Long> times) {
        Map<String, Long> clean = new TreeMap<>();
        times.forEach((name, time) -> clean.merge(EventJson.clean(name), time, Long::sum));
        return clean;
    }
}
