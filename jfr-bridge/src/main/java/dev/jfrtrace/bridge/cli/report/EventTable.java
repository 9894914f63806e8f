package dev.jfrtrace.bridge.cli.report;

import dev.jfrtrace.bridge.cli.terminal.Text;
import dev.jfrtrace.bridge.convert.TraceReport;
import dev.jfrtrace.bridge.mapping.Fate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The table of event types, and what became of each: the most frequent ones first. */
final class EventTable {
    /** Types in the short report. */
    static final int SHORT = 10;

    private static final int WIDEST_NAME = 36;

    private EventTable() {}

    /**
     * A row.
     *
     * @param fates how many events met which fate
     */
    record Row(String type, Map<Fate, Long> fates) {
        long read() {
            return fates.values().stream().mapToLong(Long::longValue).sum();
        }

        private Row plus(Row other) {
            Map<Fate, Long> sum = new EnumMap<>(Fate.class);
            sum.putAll(fates);
            other.fates.forEach((fate, n) -> sum.merge(fate, n, Long::sum));
            return new Row(type, sum);
        }
    }

    /** All rows, the most frequent types first. */
    static List<Row> rows(TraceReport trace) {
        return trace.events().entrySet().stream()
                .map(entry -> new Row(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(Row::read).reversed().thenComparing(Row::type))
                .toList();
    }

    /**
     * The lines of the table, with what is not used behind what is; what is beyond {@code most}
     * types is one more line.
     */
    static List<String> of(TraceReport trace, int most) {
        List<Row> rows =
                shown(
                        rows(trace).stream()
                                .sorted(Comparator.comparing(EventTable::isUnused))
                                .toList(),
                        most);
        int width = rows.stream().mapToInt(row -> row.type.length()).max().orElse(0);
        int column = Math.min(width, WIDEST_NAME);
        List<String> lines = new ArrayList<>();
        lines.add(line("read", "event", column, "what became of it"));
        rows.forEach(row -> lines.add(line(Text.count(row.read()), row.type, column, fates(row))));
        return lines;
    }

    private static boolean isUnused(Row row) {
        return row.fates.keySet().equals(Set.of(Fate.NOT_USED));
    }

    private static List<Row> shown(List<Row> rows, int most) {
        // One more line would take as much room as the one type that it stands for.
        if (rows.size() <= most + 1L) {
            return rows;
        }
        List<Row> shown = new ArrayList<>(rows.subList(0, most));
        Row rest = new Row((rows.size() - most) + " other types", Map.of());
        for (Row row : rows.subList(most, rows.size())) {
            rest = rest.plus(row);
        }
        shown.add(rest);
        return shown;
    }

    private static String line(String count, String type, int column, String fates) {
        return String.format(
                Locale.ROOT, "%12s  %-" + Math.max(1, column) + "s  %s", count, type, fates);
    }

    private static String fates(Row row) {
        if (row.fates.size() == 1) {
            return name(row.fates.keySet().iterator().next());
        }
        return row.fates.entrySet().stream()
                .map(entry -> Text.count(entry.getValue()) + " " + name(entry.getKey()))
                .collect(Collectors.joining(", "));
    }

    /** {@code not used}. */
    static String name(Fate fate) {
        return fate.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
