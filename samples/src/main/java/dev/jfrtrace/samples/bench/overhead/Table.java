package dev.jfrtrace.samples.bench.overhead;

import java.util.ArrayList;
import java.util.List;

/** A table as Markdown has it, its columns padded so that it can be read as it is. */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... columns) {
        row(columns);
    }

    void row(String... cells) {
        rows.add(List.of(cells));
    }

    @Override
    public String toString() {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            append(text, row, widths);
            if (text.indexOf("|-") < 0) {
                text.append("|");
                for (int width : widths) {
                    text.append("-".repeat(width + 2)).append('|');
                }
                text.append(System.lineSeparator());
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, List<String> row, int[] widths) {
        text.append('|');
        for (int i = 0; i < widths.length; i++) {
            String cell = row.get(i);
            text.append(' ')
                    .append(cell)
                    .append(" ".repeat(widths[i] - cell.length()))
                    .append(" |");
        }
        text.append(System.lineSeparator());
    }
}
