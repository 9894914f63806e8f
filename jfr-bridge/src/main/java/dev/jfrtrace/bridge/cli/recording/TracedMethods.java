package dev.jfrtrace.bridge.cli.recording;

import dev.jfrtrace.bridge.cli.report.Outcome;
import dev.jfrtrace.bridge.cli.report.Report;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Methods each call of which is to be recorded, as JFR can from JDK 25 on (JEP 520). */
final class TracedMethods {
    private static final String EVENT = "jdk.MethodTrace";

    private final List<String> filters;

    /**
     * What is to be recorded.
     *
     * @param filters each a method, a class or an annotation, as JFR spells them
     */
    TracedMethods(List<String> filters) {
        this.filters = filters;
    }

    /** JFR's settings; none where no method is named. */
    Map<String, String> settings() {
        return filters.isEmpty()
                ? Map.of()
                : Map.of(EVENT + "#enabled", "true", EVENT + "#filter", String.join(";", filters));
    }

    /**
     * Tells where the JVM of a recording could not do it.
     *
     * @return the report, which tells besides where none of the methods was called: JFR says no
     *     word
     */
    Report toldBy(Report report, Path recording, Consumer<String> complaints) {
        if (filters.isEmpty()) {
            return report;
        }
        if (!RecordingOptions.unknown(settings(), recording).isEmpty()) {
            complaints.accept("No effect: --method: JFR traces methods only since JDK 25.");
            return report;
        }
        return new Report() {
            @Override
            public void add(Outcome outcome) {
                report.add(outcome);
                if (outcome.isDone() && !hasCalls(outcome)) {
                    complaints.accept(
                            "No call of "
                                    + String.join(", ", filters)
                                    + " was recorded: --method takes names like com.example.Orders::place, and"
                                    + " only calls that end during the recording count.");
                }
            }

            @Override
            public void finish() {
                report.finish();
            }
        };
    }

    private static boolean hasCalls(Outcome outcome) {
        return outcome.report().traces().stream()
                .anyMatch(trace -> trace.events().containsKey(EVENT));
    }
}
