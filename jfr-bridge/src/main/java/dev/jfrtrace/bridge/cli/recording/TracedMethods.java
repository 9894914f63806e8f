package dev.jfrtrace.bridge.cli.recording;

import dev.jfrtrace.bridge.cli.report.Outcome;
import dev.jfrtrace.bridge.cli.report.Report;
import dev.jfrtrace.bridge.live.UnknownSettings;
import java.io.IOException;
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

    /** Whether the JVM of a recording could do it, as far as the recording can be read. */
    boolean hadEffect(Path recording) {
        try {
            return UnknownSettings.of(settings(), recording).isEmpty();
        } catch (IOException | RuntimeException e) {
            // Of a recording that is damaged the conversion tells.
            return true;
        }
    }

    /** A report that, besides, tells where none of the methods was called: JFR says no word. */
    Report toldBy(Report report, Path recording, Consumer<String> complaints) {
        return filters.isEmpty() || !hadEffect(recording)
                ? report
                : new Report() {
                    @Override
                    public void add(Outcome outcome) {
                        report.add(outcome);
                        if (outcome.isDone() && !hasCalls(outcome)) {
                            complaints.accept(
                                    "No call was recorded of "
                                            + String.join(", ", filters)
                                            + ": --method names com.example.Orders::place, whose"
                                            + " calls must have ended meanwhile.");
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
