package dev.jfrtrace.bridge.cli.read;

import dev.jfrtrace.bridge.cli.terminal.UsageException;
import dev.jfrtrace.bridge.convert.TimePoint;
import dev.jfrtrace.bridge.export.Window;

/** The part of a trace that the options {@code --from} and {@code --to} choose. */
public final class ChosenPart {
    private ChosenPart() {}

    /**
     * The stretch between them; refuses one of which nothing is left.
     *
     * @param from may be {@code null}, as may {@code to}
     */
    public static Window window(TimePoint from, TimePoint to) {
        long begin = from == null ? Window.ALL.begin() : sinceStart("--from", from);
        long end = to == null ? Window.ALL.end() : sinceStart("--to", to);
        if (begin >= end) {
            throw new UsageException("--from must be before --to");
        }
        return new Window(begin, end);
    }

    /** Of a trace that is read once, neither the end nor the time of the day is known. */
    private static long sinceStart(String option, TimePoint point) {
        return point.sinceStart()
                .orElseThrow(
                        () ->
                                new UsageException(
                                        option
                                                + " of a trace takes seconds from its start (12.5,"
                                                + " 500ms, 2m)"));
    }
}
