package dev.jfrtrace.bridge.translate;

import static dev.jfrtrace.bridge.mapping.JfrMapping.CLASS_LOAD;
import static dev.jfrtrace.bridge.mapping.JfrMapping.COMPILATION;
import static dev.jfrtrace.bridge.mapping.JfrMapping.CUSTOM;
import static dev.jfrtrace.bridge.mapping.JfrMapping.DATA_LOSS;
import static dev.jfrtrace.bridge.mapping.JfrMapping.ERROR_THROW;
import static dev.jfrtrace.bridge.mapping.JfrMapping.EXCEPTION_THROW;
import static dev.jfrtrace.bridge.mapping.JfrMapping.HOOK_FAILURES;
import static dev.jfrtrace.bridge.mapping.JfrMapping.METHOD_TRACE;

import dev.jfrtrace.bridge.collect.JfrRecord;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.encoder.generation.Stack;
import java.util.Map;

/** What becomes a region, a task or a log: the application's events, compilation, exceptions. */
final class AnnotationEvents {
    private final Stage stage;
    private final TranslationReport report;

    AnnotationEvents(Stage stage, TranslationReport report) {
        this.stage = stage;
        this.report = report;
    }

    void register(Map<JfrMapping, EventHandler> handlers) {
        handlers.put(COMPILATION, this::compilation);
        handlers.put(METHOD_TRACE, this::methodTrace);
        handlers.put(CLASS_LOAD, this::classLoad);
        handlers.put(EXCEPTION_THROW, (r, t) -> thrown(r, t, "exception"));
        handlers.put(ERROR_THROW, (r, t) -> thrown(r, t, "error"));
        handlers.put(CUSTOM, this::custom);
        handlers.put(DATA_LOSS, this::dataLoss);
        handlers.put(HOOK_FAILURES, this::hookFailures);
    }

    private Fate compilation(JfrRecord record, TracedThread thread) {
        String method = stage.text(record.slots[0], "unknown method");
        String tier = "tier " + record.slots[1];
        if (thread != null) {
            // A compiler thread is busy all the while.
            stage.silence.heardOf(thread, record.end);
        }
        return region(record, thread, "Compilation", null, stage.stacks.named(method, tier));
    }

    /** A call of a method that was asked to be traced (JDK 25). */
    private Fate methodTrace(JfrRecord record, TracedThread thread) {
        String method = stage.text(record.slots[0], "unknown method");
        return region(record, thread, method, null, stage.stacks.at(record.stack));
    }

    private Fate classLoad(JfrRecord record, TracedThread thread) {
        String type = stage.text(record.slots[0], "unknown class");
        return region(record, thread, "ClassLoad", type, stage.stacks.at(record.stack));
    }

    private Fate thrown(JfrRecord record, TracedThread thread, String category) {
        String type = stage.text(record.slots[0], "unknown class");
        String message = record.text == null ? type : type + ": " + record.text;
        stage.planLog(thread, record.start, category, message, stage.stacks.at(record.stack));
        return Fate.TRANSLATED;
    }

    private Fate custom(JfrRecord record, TracedThread thread) {
        String type = stage.text(record.slots[0], "event");
        return region(record, thread, type, record.text, stage.stacks.at(record.stack));
    }

    private Fate region(
            JfrRecord record, TracedThread thread, String name, String message, Stack stack) {
        if (stage.lasts()) {
            stage.planRegion(thread, record, name, message, stack);
            return stage.translated();
        }
        stage.planLog(thread, record.start, name, message == null ? "" : message, stack);
        return Fate.TRANSLATED;
    }

    private Fate dataLoss(JfrRecord record, TracedThread thread) {
        String message = record.slots[0] + " bytes lost, " + record.slots[1] + " so far";
        stage.planVmLog(record.start, "data loss", message);
        return Fate.TRANSLATED;
    }

    private Fate hookFailures(JfrRecord record, TracedThread thread) {
        report.hooksFailed(record.slots[0]);
        String message = record.slots[0] + " so far: as many events are missing";
        stage.planVmLog(record.start, "hooks failed", message);
        return Fate.TRANSLATED;
    }
}
