package dev.jfrtrace.bridge.convert;

import dev.jfrtrace.bridge.collect.Collector;
import dev.jfrtrace.bridge.collect.JvmRecording;
import dev.jfrtrace.bridge.convert.Progress.Phase;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.source.Chunk;
import dev.jfrtrace.bridge.source.ChunkWalk;
import dev.jfrtrace.bridge.source.JdkSource;
import dev.jfrtrace.bridge.source.RecordingException;
import dev.jfrtrace.bridge.translate.TimeWindow;
import dev.jfrtrace.bridge.translate.TranslateOptions;
import dev.jfrtrace.bridge.translate.TranslationReport;
import dev.jfrtrace.bridge.translate.Translator;
import dev.jfrtrace.encoder.write.UnitSink;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Converts recording files to Go execution traces.
 *
 * <pre>
 * ConversionReport report = JfrToTrace.convert(in, out, ConvertOptions.defaults());
 * </pre>
 *
 * <p>Needs about 100 MB of heap beside what the JDK needs for the largest chunk, whatever the
 * length of the recording, and temporary disk space of about the recording's size. Each call is
 * independent: any number of threads may convert at once.
 */
public final class JfrToTrace {
    private static final int BUFFER = 1 << 16;

    private final ConvertOptions options;
    private final List<String> warnings = new ArrayList<>();
    private long readNanos;
    private long translateNanos;

    private JfrToTrace(ConvertOptions options) {
        this.options = options;
    }

    /**
     * Converts a file. A file that holds several JVMs (joined or archived recordings) gives one
     * trace each: {@code OUT.trace}, {@code OUT-2.trace}, …. A trace is written beside its target
     * and moved into place when it is complete; what stood there is replaced.
     *
     * @throws RecordingException when the file is not a recording, or none of it can be read
     * @throws IOException when reading or writing fails
     */
    public static ConversionReport convert(Path in, Path out, ConvertOptions options)
            throws IOException {
        return convert(in, number -> numbered(out, number), options);
    }

    /**
     * Converts a file, and asks where each of its traces goes.
     *
     * @param outs the path of the trace of a number, from 1; asked once for each
     * @throws RecordingException as above
     */
    public static ConversionReport convert(Path in, IntFunction<Path> outs, ConvertOptions options)
            throws IOException {
        return new JfrToTrace(options).run(in, new FileTarget(outs));
    }

    /** The path of a further trace of the same file: {@code OUT.trace}, {@code OUT-2.trace}, …. */
    public static Path numbered(Path first, int number) {
        if (number == 1) {
            return first;
        }
        String name = first.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String stem = dot <= 0 ? name : name.substring(0, dot);
        String ending = dot <= 0 ? "" : name.substring(dot);
        return first.resolveSibling(stem + "-" + number + ending);
    }

    /**
     * Converts a file with one JVM, or the one that {@link ConvertOptions.Builder#jvm} names, to a
     * stream, which stays open.
     *
     * @throws RecordingException as above, and when the file holds several JVMs and none is named
     */
    public static ConversionReport convert(Path in, OutputStream out, ConvertOptions options)
            throws IOException {
        return new JfrToTrace(options).run(in, new StreamTarget(out));
    }

    private ConversionReport run(Path in, Target target) throws IOException {
        ChunkWalk walk = ChunkWalk.of(in);
        walk.damage()
                .ifPresent(damage -> warnings.add(damage + "; the part before was converted."));
        try (Collector collector = new Collector(new JdkSource(), options.families())) {
            read(in, walk.chunks(), collector);
            List<JvmRecording> jvms = collector.jvms();
            List<TraceReport> traces = new ArrayList<>();
            for (int number : chosen(in, jvms.size(), target)) {
                traces.add(translate(collector, jvms.get(number - 1), target, traces.size() + 1));
            }
            return new ConversionReport(
                    List.copyOf(traces),
                    jvms.size(),
                    List.copyOf(warnings),
                    Files.size(in),
                    readNanos,
                    translateNanos,
                    collector.bytesOnDisk());
        }
    }

    private void read(Path in, List<Chunk> chunks, Collector collector) throws IOException {
        long start = System.nanoTime();
        RecordingException firstDamage = null;
        long total = chunks.stream().mapToLong(c -> c.header().size()).sum();
        long before = 0;
        for (Chunk chunk : chunks) {
            long done = before;
            try {
                boolean isNew =
                        collector.collect(
                                chunk, n -> options.progress().at(Phase.READING, done, total));
                if (!isNew) {
                    warnings.add(
                            "The " + chunk + " is a copy of an earlier one, and was left out.");
                }
            } catch (RecordingException e) {
                firstDamage = firstDamage == null ? e : firstDamage;
                warnings.add(e.getMessage() + "; the chunk was left out.");
            }
            before += chunk.header().size();
            options.progress().at(Phase.READING, before, total);
        }
        readNanos += System.nanoTime() - start;
        if (collector.jvms().isEmpty()) {
            throw firstDamage != null ? firstDamage : new RecordingException(in, "has no chunk");
        }
    }

    private List<Integer> chosen(Path in, int jvms, Target target) throws RecordingException {
        if (options.jvm() > jvms) {
            throw new RecordingException(
                    in, "holds " + jvms + " JVMs, but number " + options.jvm() + " was asked for");
        }
        if (options.jvm() > 0) {
            return List.of(options.jvm());
        }
        if (jvms > 1 && !target.takesSeveral()) {
            throw new RecordingException(
                    in, "holds " + jvms + " JVMs, and one stream takes one: choose with --jvm");
        }
        List<Integer> all = new ArrayList<>();
        for (int i = 1; i <= jvms; i++) {
            all.add(i);
        }
        return all;
    }

    private TraceReport translate(Collector collector, JvmRecording jvm, Target target, int number)
            throws IOException {
        long start = System.nanoTime();
        TimeWindow window = window(jvm);
        try (Target.Output output = target.open(number)) {
            OutputStream stream = new BufferedOutputStream(output.stream(), BUFFER);
            Translator translator =
                    new Translator(jvm, translateOptions(), window, UnitSink.to(stream));
            TranslationReport report =
                    translator.translate(
                            collector.records(jvm),
                            time ->
                                    options.progress()
                                            .at(
                                                    Phase.TRANSLATING,
                                                    time - window.from(),
                                                    window.to() - window.from()));
            stream.flush();
            output.complete();
            translateNanos += System.nanoTime() - start;
            return report(jvm, window, translator, report, output.path());
        }
    }

    private TranslateOptions translateOptions() {
        return new TranslateOptions(
                options.format(),
                options.generation().toNanos(),
                ConvertOptions.GENERATION_BYTES,
                options.maxRestated(),
                options.threads(),
                options.groupBy(),
                options.goReasons());
    }

    private TimeWindow window(JvmRecording jvm) throws RecordingException {
        long start = JvmRecording.START;
        long end = jvm.endTime();
        long length = end - start;
        long wallStart = jvm.wallNanosAtZero() + start;
        long from = options.from() == null ? 0 : options.from().offset(wallStart, length);
        long to = options.to() == null ? length : options.to().offset(wallStart, length);
        return new TimeWindow(
                start + Math.max(0, Math.min(from, length)),
                start + Math.max(0, Math.min(to, length)));
    }

    private static TraceReport report(
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
                translator.encoder().generationCount(),
                translator.encoder().eventCount(),
                translator.encoder().bytes(),
                window.to() - window.from(),
                fates(jvm, report),
                HiddenWaits.of(jvm.settings()),
                jvm.lostBytes(),
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
