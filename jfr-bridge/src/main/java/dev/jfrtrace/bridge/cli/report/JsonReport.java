package dev.jfrtrace.bridge.cli.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jfrtrace.bridge.cli.terminal.Shell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The report for machines: one JSON document on standard error when all is done, failures included.
 * {@link ReportKeys} has its keys; those that are there keep their meaning.
 */
final class JsonReport implements Report {
    private final Shell shell;
    private final List<Outcome> outcomes = new ArrayList<>();

    JsonReport(Shell shell) {
        this.shell = shell;
    }

    @Override
    public void add(Outcome outcome) {
        outcomes.add(outcome);
    }

    @Override
    public void finish() {
        try {
            Map<String, Object> document = ReportKeys.values(ReportKeys.DOCUMENT, outcomes);
            shell.err()
                    .println(
                            new ObjectMapper()
                                    .writerWithDefaultPrettyPrinter()
                                    .writeValueAsString(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
