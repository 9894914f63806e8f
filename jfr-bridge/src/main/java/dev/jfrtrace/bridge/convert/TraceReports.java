package dev.jfrtrace.bridge.convert;

import dev.jfrtrace.bridge.collect.HiddenWaits;
import dev.jfrtrace.bridge.collect.JvmRecording;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.translate.TimeWindow;
import dev.jfrtrace.bridge.translate.TranslationReport;
import dev.jfrtrace.bridge.translate.Translator;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Puts a {@link TraceReport} together from what the stages counted. */
final class TraceReports {
    private TraceReports() {}

    static TraceReport of(
            JvmRecording jvm,
            TimeWindow window,
            Translator translator,
            TranslationReport report,
            Path path) {
        return new TraceReport(
                path,
                jvm.identity(),
                jvm.chunkCount(),
                report.shownThreads(),
                jvm.threadCount(),
                report.foldedThreads(),
                translator.encoder().generationCount(),
                translator.encoder().eventCount(),
                translator.encoder().bytes(),
                window.to() - window.from(),
                fates(jvm, report),
                HiddenWaits.of(jvm),
                jvm.lostBytes(),
                report.hookFailures(),
                report.clippedAtEdge(),
                translator.encoder().cutStrings(),
                report.refusalCount(),
                report.refusals());
    }

    /** Every event read has one fate: what was not handed to translation gets its own here. */
    private static Map<String, Map<Fate, Long>> fates(JvmRecording jvm, TranslationReport report) {
        Map<String, Map<Fate, Long>> all = new HashMap<>(report.fates());
        jvm.excluded().forEach((type, n) -> fatesOf(all, type).put(Fate.EXCLUDED, n));
        jvm.read()
                .forEach(
                        (type, n) -> {
                            Map<Fate, Long> fates = fatesOf(all, type);
                            long met = fates.values().stream().mapToLong(Long::longValue).sum();
                            if (n > met) {
                                fates.merge(Fate.NOT_USED, n - met, Long::sum);
                            }
                        });
        return all;
    }

    private static Map<Fate, Long> fatesOf(Map<String, Map<Fate, Long>> all, String type) {
        return all.computeIfAbsent(type, t -> new EnumMap<>(Fate.class));
    }
}
