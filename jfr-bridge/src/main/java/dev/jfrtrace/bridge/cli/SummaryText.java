package dev.jfrtrace.bridge.cli;

import dev.jfrtrace.bridge.export.ShownFrames;
import dev.jfrtrace.encoder.read.State;
import dev.jfrtrace.encoder.read.summary.GoroutineSummary;
import dev.jfrtrace.encoder.read.summary.LogSummary;
import dev.jfrtrace.encoder.read.summary.MutatorUtilization;
import dev.jfrtrace.encoder.read.summary.RangeSummary;
import dev.jfrtrace.encoder.read.summary.TraceSummary;
import dev.jfrtrace.encoder.read.summary.WaitSummary;
import dev.jfrtrace.encoder.read.summary.WakeSummary;
import dev.jfrtrace.encoder.util.LosslessUtf8;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** A summary for people: what they want to know first comes first. */
final class SummaryText {
    private static final String UNKNOWN = "(unknown)";
    private static final String STOP = "stop-the-world (";
    private static final String COLLECTION = "GC concurrent mark phase";

    /** A stack takes more lines than other rows. */
    private static final int LINES_OF_STACK = 2;

    private final SummaryReport report;
    private final TraceSummary summary;
    private final Style style;
    private final int top;
    private final List<String> lines = new ArrayList<>();

    private SummaryText(SummaryReport report, Style style, int top) {
        this.report = report;
        this.summary = report.summary();
        this.style = style;
        this.top = top;
    }

    /**
     * @param top most rows of a table
     */
    static void write(SummaryReport report, Style style, int top, OutputStream out)
            throws IOException {
        SummaryText text = new SummaryText(report, style, top);
        text.all();
        StringBuilder joined = new StringBuilder();
        text.lines.forEach(line -> joined.append(line).append('\n'));
        out.write(LosslessUtf8.encode(joined));
    }

    private void all() {
        SummaryHead.of(report).forEach(this::line);
        SummaryHead.losses(report)
                .forEach(losses -> lines.add(style.alarm(Text.printable(losses))));
        groups();
        reasons();
        stacks();
        wakes();
        spans("Stops and collections", summary.ranges());
        utilization();
        spans("Tasks", summary.tasks());
        spans("Regions", summary.regions());
        goroutines();
        logs();
    }

    // What goroutines did.

    private void groups() {
        Table table =
                new Table(
                        5,
                        "count",
                        "running",
                        "runnable",
                        "syscall",
                        "blocked",
                        "mostly for",
                        "start");
        show(
                "Goroutines, by where they start",
                table,
                GoroutineGroup.of(summary.goroutines()),
                (t, group) ->
                        t.add(
                                Text.count(group.members().size()),
                                time(group.sum(GoroutineSummary::running)),
                                time(group.sum(GoroutineSummary::runnable)),
                                time(group.sum(SummaryText::syscall)),
                                time(group.sum(GoroutineSummary::blockedTotal)),
                                mostly(group),
                                known(group.name())));
    }

    private void goroutines() {
        if (GoroutineGroup.of(summary.goroutines()).size() == summary.goroutines().size()) {
            return;
        }
        Table table =
                new Table(
                        5,
                        "id",
                        "running",
                        "runnable",
                        "syscall",
                        "blocked",
                        "mostly for",
                        "start");
        show(
                "Goroutines, the busiest",
                table,
                report.busiest(),
                (t, g) ->
                        t.add(
                                String.valueOf(g.id()),
                                time(g.running()),
                                time(g.runnable()),
                                time(syscall(g)),
                                time(g.blockedTotal()),
                                mostly(new GoroutineGroup(g.name(), List.of(g))),
                                known(g.name())));
    }

    private static long syscall(GoroutineSummary g) {
        return g.syscall() + g.blockedSyscall();
    }

    /** The reason that most of the waiting was for, with its share. */
    private static String mostly(GoroutineGroup group) {
        Map<String, Long> blocked = group.blocked();
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

    private record Reason(String name, long goroutines, long nanos) {
        Reason plus(Reason other) {
            return new Reason(name, goroutines + other.goroutines, nanos + other.nanos);
        }
    }

    private void reasons() {
        Map<String, Reason> reasons = new TreeMap<>();
        for (GoroutineSummary g : summary.goroutines()) {
            g.blocked()
                    .forEach(
                            (name, nanos) ->
                                    reasons.merge(name, new Reason(name, 1, nanos), Reason::plus));
        }
        List<Reason> sorted =
                reasons.values().stream()
                        .sorted(
                                Comparator.comparing((Reason reason) -> !saysMuch(reason.name))
                                        .thenComparing(
                                                Comparator.comparingLong(Reason::nanos).reversed()))
                        .toList();
        show(
                "Blocked for",
                new Table(4, "total", "waits", "longest", "goroutines", "reason"),
                sorted,
                (t, reason) -> {
                    long ended = waits(reason.name).mapToLong(WaitSummary::count).sum();
                    long longest = waits(reason.name).mapToLong(WaitSummary::max).max().orElse(0);
                    // None of those that fill the trace has a length.
                    t.add(
                            time(reason.nanos),
                            ended == 0 ? "" : Text.count(ended),
                            ended == 0 ? "" : time(longest),
                            Text.count(reason.goroutines),
                            known(reason.name));
                });
    }

    /** A reason for which something waits that has something to do. */
    private static boolean saysMuch(String reason) {
        return isTold(reason) && !reason.equals("idle") && !reason.equals("carrier");
    }

    private Stream<WaitSummary> waits(String reason) {
        return summary.waits().stream()
                .filter(wait -> wait.state() == State.WAITING && wait.reason().equals(reason));
    }

    /** Of what an unknown wait was for, its stack says no more; who is idle is no news. */
    private void stacks() {
        List<WaitSummary> waits =
                report.waits(State.WAITING).stream()
                        .filter(wait -> !wait.frames().isEmpty() && isTold(wait.reason()))
                        .sorted(Comparator.comparing(SummaryText::isNoNews))
                        .toList();
        show(
                "Blocked longest, by stack",
                new Table(3, "total", "waits", "longest", "for, where"),
                waits,
                top == Integer.MAX_VALUE ? top : Math.max(1, top / LINES_OF_STACK),
                (t, wait) -> {
                    t.add(
                            time(wait.sum()),
                            Text.count(wait.count()),
                            time(wait.max()),
                            wait.reason()
                                    + (ShownFrames.isIdle(wait.frames()) ? ", an idle pool" : ""));
                    ShownFrames.of(wait.frames())
                            .forEach(frame -> t.addBelow("  " + ShownFrames.text(frame)));
                });
    }

    private static boolean isNoNews(WaitSummary wait) {
        return !saysMuch(wait.reason()) || ShownFrames.isIdle(wait.frames());
    }

    private static boolean isTold(String reason) {
        return !reason.isEmpty() && !reason.equals("unknown");
    }

    private void wakes() {
        List<WakeSummary> known =
                report.wakes().stream().filter(wake -> !wake.waker().isEmpty()).toList();
        show(
                "Who wakes whom",
                new Table(2, "times", "waited", "for", "waker -> woken"),
                known,
                (t, wake) ->
                        t.add(
                                Text.count(wake.count()),
                                time(wake.sum()),
                                known(wake.reason()),
                                known(wake.waker()) + " -> " + known(wake.woken())));
        long all = report.wakes().stream().mapToLong(WakeSummary::count).sum();
        long told = known.stream().mapToLong(WakeSummary::count).sum();
        if (told > 0 && told < all) {
            line("  The waker is known of " + Text.percent(told, all) + " of all wakes.");
        }
    }

    // What the collector and the program itself tell.

    private void spans(String title, List<RangeSummary> spans) {
        List<RangeSummary> sorted =
                spans.stream()
                        .sorted(Comparator.comparingLong(RangeSummary::sum).reversed())
                        .toList();
        show(
                title,
                new Table(7, "count", "total", "median", "90 %", "99 %", "max", "open", "name"),
                sorted,
                (t, span) ->
                        t.add(
                                Text.count(span.count()),
                                time(span.sum()),
                                time(span.percentile(50)),
                                time(span.percentile(90)),
                                time(span.percentile(99)),
                                time(span.max()),
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
            return "collections (Go's " + name + ")";
        }
        return name.startsWith(STOP) && name.endsWith(")")
                ? "stop: " + name.substring(STOP.length(), name.length() - 1)
                : known(name);
    }

    private void utilization() {
        boolean isTold = !Double.isNaN(summary.utilization().minimum(SummaryReport.WINDOWS[0]));
        if (!isTold || summary.ranges().isEmpty()) {
            return;
        }
        Table table = new Table(3, "1 ms", "10 ms", "100 ms", "of any such window, at least");
        addUtilization(table, summary.utilization(), "left by the collector, as Go counts");
        addUtilization(table, summary.utilizationOfAllStops(), "left by it and by all stops");
        section("Minimum mutator utilisation");
        table.lines().forEach(this::line);
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
        show(
                "Logs",
                new Table(1, "count", "category", "the first"),
                sorted,
                (t, log) ->
                        t.add(
                                Text.count(log.count()),
                                known(log.category()),
                                Text.cut(log.firstMessage())));
    }

    // Lines.

    private <T> void show(String title, Table table, List<T> rows, BiConsumer<Table, T> add) {
        show(title, table, rows, top, add);
    }

    private <T> void show(
            String title, Table table, List<T> rows, int most, BiConsumer<Table, T> add) {
        if (rows.isEmpty()) {
            return;
        }
        section(title);
        rows.stream().limit(most).forEach(row -> add.accept(table, row));
        table.lines().forEach(this::line);
        if (rows.size() > most) {
            line("  and " + Text.count(rows.size() - most) + " more (--top 0 shows all)");
        }
    }

    private void section(String title) {
        lines.add("");
        lines.add(style.title(title));
    }

    private void line(String text) {
        lines.add(Text.printable(text).stripTrailing());
    }

    private static String known(String name) {
        return name.isEmpty() ? UNKNOWN : Text.cut(name);
    }

    /** Times below a microsecond are mostly the distance that events of a trace must have. */
    private static String time(long nanos) {
        return nanos > 0 && nanos < 1000 ? "<1 us" : Text.span(nanos);
    }
}
