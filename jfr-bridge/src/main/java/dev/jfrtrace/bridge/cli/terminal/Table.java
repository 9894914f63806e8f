package dev.jfrtrace.bridge.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of numbers, each column as wide as needed, with texts at the end of its rows. A column
 * that has nothing but its heading is left out.
 */
public final class Table {
    private static final String GAP = "  ";

    private final int numbers;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * @param numbers how many columns stand to the right; those after them to the left
     */
    public Table(int numbers, String... headings) {
        this.numbers = numbers;
        rows.add(List.of(headings));
    }

    public void add(String... cells) {
        rows.add(List.of(cells));
    }

    /** A line below the last row, in its last column. */
    public void addBelow(String text) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i < rows.get(0).size(); i++) {
            cells.add("");
        }
        cells.add(text);
        rows.add(cells);
    }

    public List<String> lines() {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (int i = 0; i < columns; i++) {
            widths[i] = width(i);
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                if (widths[i] == 0) {
                    continue;
                }
                String padding = " ".repeat(widths[i] - row.get(i).length());
                line.append(GAP);
                line.append(i < numbers ? padding + row.get(i) : row.get(i) + padding);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    /** 0 for a column that is left out. */
    private int width(int column) {
        int cells = 0;
        for (List<String> row : rows.subList(1, rows.size())) {
            cells = Math.max(cells, row.get(column).length());
        }
        return cells == 0 ? 0 : Math.max(cells, rows.get(0).get(column).length());
    }
}
