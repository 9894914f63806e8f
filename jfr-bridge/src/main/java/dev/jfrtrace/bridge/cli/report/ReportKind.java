package dev.jfrtrace.bridge.cli.report;

import dev.jfrtrace.bridge.cli.terminal.Shell;
import java.util.function.Function;

/** How much is told at the end, and to whom. */
public enum ReportKind {
    NONE(TextReport::none),
    SHORT(TextReport::brief),
    FULL(TextReport::full),
    JSON(JsonReport::new);

    private final Function<Shell, Report> maker;

    ReportKind(Function<Shell, Report> maker) {
        this.maker = maker;
    }

    public Report on(Shell shell) {
        return maker.apply(shell);
    }
}
