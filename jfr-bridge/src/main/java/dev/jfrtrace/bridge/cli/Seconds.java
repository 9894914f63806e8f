package dev.jfrtrace.bridge.cli;

import dev.jfrtrace.bridge.export.Window;

/** Times since a trace's start, as the options {@code --from} and {@code --to} take them. */
final class Seconds {
    private static final double NANOS = 1e9;

    private Seconds() {}

    /**
     * The stretch between them; refuses one of which nothing is left.
     *
     * @param from may be {@code null}, as may {@code to}
     */
    static Window window(Double from, Double to) {
        if (from != null && to != null && !(from < to)) {
            throw new UsageException("--from must be before --to");
        }
        return new Window(
                from == null ? Window.ALL.begin() : Math.round(from * NANOS),
                to == null ? Window.ALL.end() : Math.round(to * NANOS));
    }
}
