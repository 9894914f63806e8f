package dev.jfrtrace.bridge.cli.summary;

import static dev.jfrtrace.bridge.cli.summary.SummaryLines.known;
import static dev.jfrtrace.bridge.cli.summary.SummaryLines.time;

import dev.jfrtrace.bridge.cli.terminal.Table;
import dev.jfrtrace.bridge.cli.terminal.Text;
import dev.jfrtrace.encoder.read.summary.RangeSummary;
import dev.jfrtrace.encoder.read.summary.RegionSummary;
import dev.jfrtrace.encoder.read.summary.Spent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where the time of regions went: of all that have a name together, and of the slowest of them,
 * with when and on which goroutine they were, so that they can be found in the timeline.
 */
final class RegionTimes {
    private static final String TITLE = "Regions, where their time went";

    /** So much of the time is worth a word. */
    private static final double LEAST = 0.01;

    private static final int MOST_WORDS = 4;

    /** A row of the table: all regions of a name, or one of the slowest. */
    private record Row(String name, long length, String when, String where, Spent spent) {}

    private RegionTimes() {}

    /** Adds the section, if there are regions. */
    static void addTo(SummaryLines lines, SummaryReport report) {
        List<Row> rows = new ArrayList<>();
        report.summary().regions().stream()
                .filter(region -> region.count() > 0 && !isOfJvm(region))
                .sorted(Comparator.comparingLong(RangeSummary::sum).reversed())
                .forEach(region -> addTo(rows, region, report));
        lines.show(
                TITLE,
                new Table(1, "time", "when", "on", "where it went", "name"),
                rows,
                (table, row) ->
                        table.add(
                                time(row.length),
                                row.when,
                                row.where,
                                went(row.spent, row.length),
                                row.name));
    }

    /** Compilations and what collectors do on the side are the JVM's affair, and need no reason. */
    static boolean isOfJvm(RegionSummary region) {
        return region.slowest().stream()
                .allMatch(slow -> JvmThreads.areOf(slow.goroutine().name()));
    }

    private static void addTo(List<Row> rows, RegionSummary region, SummaryReport report) {
        String name = known(region.name());
        if (region.count() > 1) {
            String all = "all " + Text.count(region.count());
            rows.add(new Row(name, region.sum(), all, "", region.spent()));
        }
        for (RegionSummary.Slow slow : region.slowest()) {
            String when =
                    String.format(Locale.ROOT, "at %.3f s", report.sinceStart(slow.since()) / 1e9);
            String where = "G" + slow.goroutine().id() + " " + known(slow.goroutine().name());
            rows.add(new Row(name, slow.length(), when, where, slow.spent()));
        }
    }

    /** What most of the time went to, the most first. */
    private static String went(Spent spent, long length) {
        Map<String, Long> parts = new TreeMap<>();
        spent.blocked().forEach((reason, nanos) -> parts.put(known(reason), nanos));
        parts.merge("running", spent.running(), Long::sum);
        parts.merge("runnable", spent.runnable(), Long::sum);
        parts.merge("syscall", spent.syscall(), Long::sum);
        return parts.entrySet().stream()
                .filter(part -> part.getValue() >= LEAST * length && part.getValue() > 0)
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(MOST_WORDS)
                .map(part -> part.getKey() + " " + percent(part.getValue(), length))
                .collect(Collectors.joining(", "));
    }

    private static String percent(long part, long whole) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * Text.ratio(part, whole));
    }
}
