package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.bridge.Choices;
import dev.jfrtrace.bridge.MadeRecording;
import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.collect.Collector;
import dev.jfrtrace.bridge.collect.JvmRecording;
import dev.jfrtrace.bridge.mapping.Family;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.source.Chunk;
import dev.jfrtrace.encoder.write.UnitSink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/**
 * What became of a {@link MadeRecording}.
 *
 * @param trace as Go gives it
 * @param report what the translator counted
 * @param generations how many there are
 */
record Made(ParsedTrace trace, TranslationReport report, long generations) {
    /** Milliseconds, which scripts are written in, in nanoseconds. */
    static final long MS = 1_000_000;

    /** Translates all of it; fails when the encoder refuses something. */
    static Made of(MadeRecording recording, Path folder) throws IOException {
        return of(recording, folder, 0, Long.MAX_VALUE);
    }

    /** Translates what lies between two times of the recording. */
    static Made of(MadeRecording recording, Path folder, long from, long to) throws IOException {
        return of(recording, folder, from, to, Choices.usual());
    }

    static Made of(
            MadeRecording recording, Path folder, long from, long to, TranslateOptions options)
            throws IOException {
        Path file = folder.resolve("made.trace");
        try (Collector collector = new Collector(recording, EnumSet.allOf(Family.class));
                OutputStream out = Files.newOutputStream(file)) {
            for (Chunk chunk : recording.chunks()) {
                collector.join(collector.reading(chunk, n -> {}).run());
            }
            JvmRecording jvm = collector.jvms().get(0);
            long end = jvm.endTime();
            TimeWindow window =
                    new TimeWindow(
                            JvmRecording.START + from,
                            to >= end ? end : Math.min(end, JvmRecording.START + to));
            Translator translator = new Translator(jvm, options, window, UnitSink.to(out));
            TranslationReport report =
                    translator.translate(collector.records(jvm), List.of(), time -> {});
            if (report.refusalCount() != 0) {
                throw new AssertionError(report.refusals());
            }
            long generations = translator.encoder().generationCount();
            out.flush();
            return new Made(ParsedTrace.of(file), report, generations);
        }
    }

    /** A time of the recording in the trace. */
    static long at(long nanos) {
        return JvmRecording.START + nanos;
    }

    /** How many events of a type met a fate. */
    long count(String type, Fate fate) {
        String name = type.indexOf('.') < 0 ? "jdk." + type : type;
        return report.fates().getOrDefault(name, Map.of()).getOrDefault(fate, 0L);
    }
}
