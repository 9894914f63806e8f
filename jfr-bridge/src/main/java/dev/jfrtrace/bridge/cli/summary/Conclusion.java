package dev.jfrtrace.bridge.cli.summary;

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
    static final Comparator<Conclusion> DEAREST_FIRST =
            Comparator.comparingDouble(Conclusion::cost)
                    .reversed()
                    .thenComparing(Conclusion::sentence);

    /** What the larger part of a whole is due to, if it is anything that is known. */
    static Optional<String> most(Map<String, Long> parts, long whole) {
        return parts.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry::getKey))
                .filter(most -> !most.getKey().isEmpty())
                .filter(most -> Threshold.MOST.isReachedBy(Text.ratio(most.getValue(), whole)))
                .map(Map.Entry::getKey);
    }
}
