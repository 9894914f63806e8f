package dev.jfrtrace.bridge.cli.summary;

import dev.jfrtrace.bridge.cli.terminal.Style;
import dev.jfrtrace.bridge.cli.terminal.Table;
import dev.jfrtrace.bridge.cli.terminal.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** The lines of a summary for people: sections with a title and a table. */
final class SummaryLines {
    private static final String UNKNOWN = "(unknown)";

    private final Style style;
    private final int top;
    private final List<String> lines = new ArrayList<>();

    /**
     * @param top most rows of a table
     */
    SummaryLines(Style style, int top) {
        this.style = style;
        this.top = top;
    }

    List<String> all() {
        return lines;
    }

    void line(String text) {
        lines.add(Text.printable(text).stripTrailing());
    }

    void alarm(String text) {
        lines.add(style.alarm(Text.printable(text)));
    }

    void section(String title) {
        lines.add("");
        lines.add(style.title(title));
    }

    <T> void show(String title, Table table, List<T> rows, BiConsumer<Table, T> add) {
        show(title, table, rows, 1, add);
    }

    /**
     * @param height how many lines a row takes, so that all tables are about as long
     */
    <T> void show(String title, Table table, List<T> rows, int height, BiConsumer<Table, T> add) {
        if (rows.isEmpty()) {
            return;
        }
        int most = top == Integer.MAX_VALUE ? top : Math.max(1, top / height);
        section(title);
        rows.stream().limit(most).forEach(row -> add.accept(table, row));
        table.lines().forEach(this::line);
        if (rows.size() > most) {
            line("  and " + Text.count(rows.size() - most) + " more (--top 0 shows all)");
        }
    }

    static String known(String name) {
        return name.isEmpty() ? UNKNOWN : Text.cut(name);
    }

    /** Of a class, or of a method. */
    static String knownCode(String name) {
        return name.isEmpty() ? UNKNOWN : Text.name(name);
    }

    /** Times below a microsecond are mostly the distance that events of a trace must have. */
    static String time(long nanos) {
        return nanos > 0 && nanos < 1000 ? "<1 us" : Text.span(nanos);
    }
}
