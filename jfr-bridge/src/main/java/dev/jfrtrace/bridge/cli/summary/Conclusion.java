package dev.jfrtrace.bridge.cli.summary;

import static dev.jfrtrace.bridge.cli.summary.SummaryLines.known;

import dev.jfrtrace.bridge.cli.terminal.Text;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * What a trace proves, and matters.
 *
 * @param cost how much time of threads it took, in nanoseconds: what is told first
 * @param sentence in words
 */
record Conclusion(double cost, String sentence) {
    /** What virtual threads without a name are called. */
    static final String UNNAMED = "virtual thread";

    static final Comparator<Conclusion> DEAREST_FIRST =
            Comparator.comparingDouble(Conclusion::cost)
                    .reversed()
                    .thenComparing(Conclusion::sentence);

    /** Threads of one name, or group, as a sentence begins with them. */
    static String who(String name, int threads) {
        if (threads == 1) {
            return "The thread " + known(name);
        }
        return name.equals(UNNAMED)
                ? Text.count(threads, name)
                : Text.count(threads) + " threads of " + known(name);
    }

    /** Behind the first of several pools, of which the same is true. */
    static String likewise(int others) {
        return others == 0 ? "" : " (the same holds for " + Text.count(others, "more pool") + ")";
    }

    /** What the larger part of a whole is due to, if it is anything that is known. */
    static Optional<String> most(Map<String, Long> parts, long whole) {
        return parts.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry::getKey))
                .filter(most -> !most.getKey().isEmpty())
                .filter(most -> Threshold.MOST.isReachedBy(Text.ratio(most.getValue(), whole)))
                .map(Map.Entry::getKey);
    }
}
