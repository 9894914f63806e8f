package dev.jfrtrace.bridge.cli;

import java.util.function.Function;

/** How much is told at the end, and to whom. */
enum ReportKind {
    NONE(TextReport::none),
    SHORT(TextReport::brief),
    FULL(TextReport::full),
    JSON(JsonReport::new);

    private final Function<Shell, Report> maker;

    ReportKind(Function<Shell, Report> maker) {
        this.maker = maker;
    }

    Report on(Shell shell) {
        return maker.apply(shell);
    }
}
