package dev.jfrtrace.bridge.cli.summary;

import static dev.jfrtrace.bridge.cli.summary.SummaryLines.known;
import static dev.jfrtrace.bridge.cli.summary.SummaryLines.time;

import dev.jfrtrace.bridge.cli.summary.Comparison.Change;
import dev.jfrtrace.bridge.cli.summary.Comparison.Spans;
import dev.jfrtrace.bridge.cli.terminal.Style;
import dev.jfrtrace.bridge.cli.terminal.Table;
import dev.jfrtrace.bridge.cli.terminal.Text;
import dev.jfrtrace.encoder.read.summary.RangeSummary;
import dev.jfrtrace.encoder.util.LosslessUtf8;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** A comparison for people: what has changed most comes first. */
public final class ComparisonText {
    private static final String BEFORE = "before";
    private static final String AFTER = "after";
    private static final String ALL_WAITS = "All waits were recorded.";

    /** From so many times on, digits behind the point say nothing. */
    private static final double MANY = 10;

    private final Comparison comparison;
    private final SummaryLines lines;

    private ComparisonText(Comparison comparison, SummaryLines lines) {
        this.comparison = comparison;
        this.lines = lines;
    }

    /**
     * @param top most rows of a table
     */
    public static void write(Comparison comparison, Style style, int top, OutputStream out)
            throws IOException {
        SummaryLines lines = new SummaryLines(style, top);
        new ComparisonText(comparison, lines).all();
        StringBuilder joined = new StringBuilder();
        lines.all().forEach(line -> joined.append(line).append('\n'));
        out.write(LosslessUtf8.encode(joined));
    }

    private void all() {
        lines.line("before: " + comparison.before().trace());
        lines.line("after:  " + comparison.after().trace());
        alarms(BEFORE, comparison.before());
        alarms(AFTER, comparison.after());
        whole();
        notes();
        show("Tasks", comparison.tasks());
        show("Regions", comparison.regions());
        measures();
    }

    private void alarms(String which, SummaryReport report) {
        SummaryHead.alarms(report)
                .forEach(alarm -> lines.alarm("  " + which + ": " + alarm.strip()));
    }

    // The traces as a whole.

    private void whole() {
        Table table = new Table(2, BEFORE, AFTER, "");
        add(table, "length", r -> Text.span(r.summary().duration()));
        if (comparison.work() != null) {
            String pieces = "times " + known(comparison.work());
            add(table, pieces, r -> Text.count(Comparison.pieces(r, comparison.work())));
        }
        add(
                table,
                comparison.before().noun() + "s",
                r -> Text.count(r.summary().goroutines().size()));
        add(table, "stopped, share of time", ComparisonText::stopped);
        add(table, "longest stop", r -> Text.span(r.summary().stops().max()));
        add(table, "CPUs used by threads", r -> cpus(r.cpuUse().ofThreads()));
        add(table, "CPUs used by the JVM", r -> cpus(r.cpuUse().ofJvm()));
        add(table, "CPU samples", r -> Text.count(r.summary().samples()));
        add(table, "largest heap", r -> Text.size(r.summary().maxHeap()));
        lines.section("Overview");
        table.lines().forEach(lines::line);
    }

    private void add(Table table, String what, Function<SummaryReport, String> cell) {
        table.add(cell.apply(comparison.before()), cell.apply(comparison.after()), what);
    }

    private static String stopped(SummaryReport report) {
        return Text.percent(report.summary().stops().sum(), report.summary().duration());
    }

    private static String cpus(Optional<CpuUse.Told> told) {
        return told.map(
                        cpu ->
                                String.format(
                                        Locale.ROOT, "%.2f", Text.ratio(cpu.taken(), cpu.within())))
                .orElse("-");
    }

    /** What no program made differ. */
    private void notes() {
        List<String> notes = new ArrayList<>();
        comparison.unequalWork().map(this::unequal).ifPresent(notes::add);
        Optional<String> before = comparison.before().hidden();
        Optional<String> after = comparison.after().hidden();
        if (!before.equals(after)) {
            notes.add("The recordings left out different things, which itself causes differences:");
            notes.add("before: " + before.orElse(ALL_WAITS));
            notes.add("after: " + after.orElse(ALL_WAITS));
        }
        if (!notes.isEmpty()) {
            lines.section("Before reading on");
            notes.forEach(note -> lines.line("  " + note));
        }
    }

    private String unequal(Spans work) {
        return known(work.name())
                + " ran "
                + perSecond(work.before(), comparison.before())
                + " times a second before and "
                + perSecond(work.after(), comparison.after())
                + " times after; use '--per "
                + Text.quoted(work.name())
                + "' to compare the cost of each.";
    }

    private static String perSecond(RangeSummary work, SummaryReport report) {
        return Measure.Unit.NUMBER.text(Comparison.perSecond(work, report));
    }

    // What there is of everything.

    private void measures() {
        List<String> alike = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            List<Change> all = comparison.all(measure);
            List<Change> much = comparison.much(measure, all);
            boolean hasBefore = all.stream().anyMatch(change -> change.before() > 0);
            boolean hasAfter = all.stream().anyMatch(change -> change.after() > 0);
            if (hasBefore != hasAfter) {
                lines.section(measure.title());
                lines.line("  only in " + (hasBefore ? BEFORE : AFTER));
            } else if (!much.isEmpty()) {
                show(measure, much);
            } else if (hasBefore) {
                alike.add(measure.title());
            }
        }
        if (!alike.isEmpty()) {
            lines.section("No change of a tenth or more in");
            alike.forEach(title -> lines.line("  " + title));
        }
    }

    private void show(Measure measure, List<Change> changes) {
        lines.show(
                measure.title() + unit(measure),
                new Table(4, BEFORE, AFTER, "change", "", "who", "what"),
                changes,
                (table, change) -> add(table, measure.unit(), change));
    }

    private String unit(Measure measure) {
        if (measure.unit() == Measure.Unit.SHARE) {
            return "";
        }
        return comparison.work() == null
                ? ", per second"
                : ", for each " + known(comparison.work());
    }

    private static void add(Table table, Measure.Unit unit, Change change) {
        table.add(
                unit.text(change.before()),
                unit.text(change.after()),
                (change.by() < 0 ? "-" : "+") + unit.text(Math.abs(change.by())),
                times(change.before(), change.after()),
                change.item().who(),
                change.item().what());
    }

    /** How many times as much it has become. */
    private static String times(double before, double after) {
        if (before == 0) {
            return "new";
        }
        if (after == 0) {
            return "gone";
        }
        double times = after / before;
        return String.format(Locale.ROOT, times < MANY ? "x %.2f" : "x %,.0f", times);
    }

    // Tasks and regions.

    private void show(String title, List<Spans> spans) {
        lines.show(
                title + ", " + BEFORE + " | " + AFTER,
                new Table(5, "count", "median", "90 %", "99 %", "max", "name"),
                spans,
                (table, pair) ->
                        table.add(
                                both(pair, span -> Text.count(span.count())),
                                times(pair, span -> span.percentile(50)),
                                times(pair, span -> span.percentile(90)),
                                times(pair, span -> span.percentile(99)),
                                times(pair, RangeSummary::max),
                                known(pair.name())));
    }

    private static String times(Spans pair, ToLongFunction<RangeSummary> length) {
        return both(pair, span -> time(length.applyAsLong(span)));
    }

    private static String both(Spans pair, Function<RangeSummary, String> text) {
        return one(pair.before(), text) + " | " + one(pair.after(), text);
    }

    private static String one(RangeSummary span, Function<RangeSummary, String> text) {
        return span == null ? "-" : text.apply(span);
    }
}
