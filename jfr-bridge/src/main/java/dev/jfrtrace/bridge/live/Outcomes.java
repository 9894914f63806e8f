package dev.jfrtrace.bridge.live;

import dev.jfrtrace.api.TraceOutcome;
import dev.jfrtrace.bridge.convert.ConversionReport;
import dev.jfrtrace.bridge.convert.TraceReport;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.translate.TranslationReport;
import dev.jfrtrace.bridge.translate.Translator;
import dev.jfrtrace.encoder.write.TraceWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Puts the outcome of a trace together from what its stages counted. */
final class Outcomes {
    /** Fates that leave an event as it is, or its time as another one has it, or as asked for. */
    private static final Set<Fate> AS_WANTED =
            EnumSet.of(
                    Fate.TRANSLATED,
                    Fate.EVIDENCE,
                    Fate.NESTED,
                    Fate.NOT_USED,
                    Fate.EXCLUDED,
                    Fate.FILTERED,
                    Fate.FOLDED,
                    Fate.OUTSIDE);

    private static final String DEFECT = "left out by the encoder: a defect of jfrtrace";

    /** Made while there is memory. */
    private static final TraceOutcome NO_MEMORY =
            failed("the trace broke off at its end: memory was lacking, or jfrtrace is at fault");

    private final LiveFeed feed;
    private final TraceWriter writer;
    private final List<String> notes;

    Outcomes(LiveFeed feed, TraceWriter writer, List<String> notes) {
        this.feed = feed;
        this.writer = writer;
        this.notes = notes;
    }

    TraceOutcome now(TraceOutcome.End end, String message) {
        Translator translator = feed.translator();
        return new TraceOutcome(
                end,
                message,
                writer.bytes(),
                translator == null ? 0 : translator.encoder().generationCount(),
                feed.events(),
                translator == null ? 0 : translator.encoder().eventCount(),
                feed.gaps(),
                Duration.ofNanos(feed.gapNanos()),
                feed.lostBytes(),
                altered(translator == null ? null : translator.report()),
                notes(translator == null ? 0 : translator.foldedThreads()));
    }

    /** Of a trace whose end failed, whatever else is known of it. */
    static TraceOutcome brokenOff(Throwable why) {
        try {
            return failed("the trace broke off at its end: " + why);
        } catch (Error e) {
            return NO_MEMORY;
        }
    }

    private static TraceOutcome failed(String message) {
        return new TraceOutcome(
                TraceOutcome.End.FAILED,
                message,
                0,
                0,
                0,
                0,
                0,
                Duration.ZERO,
                0,
                Map.of(),
                List.of());
    }

    /** Of a trace that was converted from what had been recorded. */
    static TraceOutcome of(ConversionReport report, List<String> notes) {
        TraceReport trace = report.traces().get(0);
        List<String> all = new ArrayList<>(notes);
        all.addAll(trace.hidden());
        all.addAll(report.warnings());
        Map<String, Long> altered = new TreeMap<>();
        for (Fate fate : Fate.values()) {
            putUnlessWanted(altered, fate, trace.count(fate));
        }
        put(altered, DEFECT, trace.refusals());
        return new TraceOutcome(
                TraceOutcome.End.STOPPED,
                null,
                trace.bytes(),
                trace.generations(),
                trace.eventsRead(),
                trace.traceEvents(),
                0,
                Duration.ZERO,
                trace.lostBytes(),
                altered,
                all);
    }

    private List<String> notes(int foldedThreads) {
        if (foldedThreads == 0) {
            return notes;
        }
        List<String> all = new ArrayList<>(notes);
        all.add("Virtual threads that are not shown, as the options say: " + foldedThreads + ".");
        return all;
    }

    private Map<String, Long> altered(TranslationReport report) {
        Map<String, Long> counts = new TreeMap<>();
        if (report != null) {
            report.totals().forEach((fate, count) -> putUnlessWanted(counts, fate, count));
            put(counts, "missing: hooks of the agent failed", report.hookFailures());
            put(counts, DEFECT, report.refusalCount());
        }
        put(counts, "sorted early: too many events at once", feed.early());
        return counts;
    }

    private static void putUnlessWanted(Map<String, Long> counts, Fate fate, long count) {
        if (!AS_WANTED.contains(fate)) {
            put(counts, fate.meaning(), count);
        }
    }

    private static void put(Map<String, Long> counts, String reason, long count) {
        if (count > 0) {
            counts.put(reason, count);
        }
    }
}
