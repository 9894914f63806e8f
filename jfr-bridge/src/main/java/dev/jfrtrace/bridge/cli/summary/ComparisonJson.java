package dev.jfrtrace.bridge.cli.summary;

import dev.jfrtrace.bridge.cli.summary.Comparison.Change;
import dev.jfrtrace.bridge.cli.summary.Comparison.Spans;
import dev.jfrtrace.bridge.export.JsonText;
import dev.jfrtrace.encoder.read.summary.RangeSummary;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** A comparison for machines; docs/COMPARE.md has the keys. */
public final class ComparisonJson {
    private static final int SCHEMA = 1;
    private static final String BEFORE = "before";
    private static final String AFTER = "after";

    private ComparisonJson() {}

    public static void write(Comparison comparison, OutputStream out) throws IOException {
        SummaryJson.write(document(comparison), out);
    }

    private static Map<String, Object> document(Comparison comparison) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("schema", SCHEMA);
        document.put("per", comparison.work());
        document.put(BEFORE, trace(comparison, comparison.before()));
        document.put(AFTER, trace(comparison, comparison.after()));
        for (Measure measure : Measure.values()) {
            document.put(
                    measure.key(),
                    SummaryJson.objects(comparison.all(measure), ComparisonJson::values));
        }
        document.put("tasks", SummaryJson.objects(comparison.tasks(), ComparisonJson::values));
        document.put("regions", SummaryJson.objects(comparison.regions(), ComparisonJson::values));
        return document;
    }

    private static Map<String, Object> trace(Comparison comparison, SummaryReport report) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("trace", report.trace());
        values.put("fault", report.fault() == null ? null : report.fault().getMessage());
        values.put("duration", report.summary().duration());
        values.put("amount", comparison.amount(report));
        values.put("hidden", report.hidden().orElse(null));
        return values;
    }

    private static Map<String, Object> values(Change change) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("who", JsonText.clean(change.item().who()));
        values.put("what", JsonText.clean(change.item().what()));
        values.put(BEFORE, change.before());
        values.put(AFTER, change.after());
        return values;
    }

    private static Map<String, Object> values(Spans spans) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", JsonText.clean(spans.name()));
        values.put(BEFORE, values(spans.before()));
        values.put(AFTER, values(spans.after()));
        return values;
    }

    private static Map<String, Object> values(RangeSummary span) {
        return span == null ? null : SummaryJson.values(span);
    }
}
