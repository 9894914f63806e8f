package dev.jfrtrace.bridge.cli;

/** Times since a trace's start, as the options {@code --from} and {@code --to} take them. */
final class Seconds {
    private Seconds() {}

    /**
     * Refuses a window of which nothing is left.
     *
     * @param from may be {@code null}, as may {@code to}
     */
    static void check(Double from, Double to) {
        if (from != null && to != null && !(from < to)) {
            throw new UsageException("--from must be before --to");
        }
    }
}
