package dev.jfrtrace.bridge.convert;

import dev.jfrtrace.bridge.collect.Collector;
import dev.jfrtrace.bridge.collect.HiddenWaits;
import dev.jfrtrace.bridge.collect.JvmRecording;
import dev.jfrtrace.bridge.collect.Records;
import dev.jfrtrace.bridge.collect.RecordsAhead;
import dev.jfrtrace.bridge.convert.Progress.Phase;
import dev.jfrtrace.bridge.parallel.Workers;
import dev.jfrtrace.bridge.source.RecordingException;
import dev.jfrtrace.bridge.source.RecordingFiles;
import dev.jfrtrace.bridge.translate.TimeWindow;
import dev.jfrtrace.bridge.translate.TranslateOptions;
import dev.jfrtrace.bridge.translate.TranslationReport;
import dev.jfrtrace.bridge.translate.Translator;
import dev.jfrtrace.encoder.format.Limits;
import dev.jfrtrace.encoder.write.UnitSink;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** One conversion of one file: read its chunks, translate its JVMs one after the other. */
final class Conversion {
    private static final int BUFFER = 1 << 16;

    /** A trace's times stay below this; a day is left for what the encoder must move. */
    private static final long MAX_LENGTH =
            Limits.MAX_TIME - JvmRecording.START - Duration.ofDays(1).toNanos();

    /** Opens what is to be converted. */
    @FunctionalInterface
    interface Opener {
        RecordingFiles open() throws IOException;
    }

    private final Path in;
    private final Opener opener;
    private final ConvertOptions options;
    private final List<String> warnings = new ArrayList<>();
    private final List<TraceReport> traces = new ArrayList<>();
    private long readNanos;
    private long translateNanos;

    /**
     * A conversion.
     *
     * @param in how to call the recording
     */
    Conversion(Path in, Opener opener, ConvertOptions options) {
        this.in = in;
        this.opener = opener;
        this.options = options;
    }

    ConversionReport run(Target target) throws IOException {
        try (RecordingFiles files = opener.open();
                Collector collector =
                        new Collector(
                                options.reader().source(),
                                options.families(),
                                options.virtualThreads())) {
            long start = System.nanoTime();
            Reading reading = new Reading(files, collector, options);
            reading.run();
            readNanos += System.nanoTime() - start;
            warnings.addAll(reading.warnings());
            List<JvmRecording> jvms = collector.jvms();
            for (int number : chosen(jvms.size(), target)) {
                convert(collector, jvms.get(number - 1), number, reading, target);
            }
            if (traces.isEmpty()) {
                throw new RecordingException(in, String.join(" ", warnings));
            }
            return new ConversionReport(
                    List.copyOf(traces),
                    jvms.size(),
                    List.copyOf(warnings),
                    reading.lost(),
                    reading.oddities(),
                    files.size(),
                    readNanos,
                    translateNanos,
                    collector.bytesOnDisk());
        }
    }

    /** Numbers of the JVMs to convert. */
    private List<Integer> chosen(int jvms, Target target) throws RecordingException {
        if (options.jvm() > jvms) {
            throw new RecordingException(
                    in, "holds " + jvms + " JVMs, but number " + options.jvm() + " was asked for");
        }
        if (options.jvm() > 0) {
            return List.of(options.jvm());
        }
        if (jvms > 1 && !target.takesSeveral()) {
            throw new RecordingException(
                    in,
                    "holds "
                            + jvms
                            + " JVMs, and a trace is of one: choose from --jvm 1 to --jvm "
                            + jvms);
        }
        return IntStream.rangeClosed(1, jvms).boxed().toList();
    }

    private void convert(
            Collector collector, JvmRecording jvm, int number, Reading reading, Target target)
            throws IOException {
        TimeWindow window = window(jvm);
        if (window == null) {
            return;
        }
        long start = System.nanoTime();
        try (Target.Output output = target.open(options.jvm() > 0 ? 1 : number);
                Workers workers = new Workers(options.jobs())) {
            OutputStream stream = new BufferedOutputStream(output.stream(), BUFFER);
            UnitSink sink = UnitSink.to(stream);
            Translator translator = new Translator(jvm, translateOptions(), window, sink, workers);
            translator.tellHidden(HiddenWaits.of(jvm));
            long length = window.to() - window.from();
            TranslationReport report =
                    translator.translate(
                            records(collector.records(jvm), workers),
                            MissingParts.of(jvm, window, reading),
                            time ->
                                    options.progress()
                                            .at(Phase.TRANSLATING, time - window.from(), length));
            stream.flush();
            output.complete();
            traces.add(TraceReports.of(jvm, window, translator, report, output.path()));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        translateNanos += System.nanoTime() - start;
    }

    /** Their merging, translating and encoding: each a stage, where there is a worker for it. */
    private static Records records(Records merged, Workers workers) throws IOException {
        return workers.count() == 0 ? merged : new RecordsAhead(merged, workers);
    }

    private TranslateOptions translateOptions() {
        return new TranslateOptions(
                options.format(),
                options.generation().toNanos(),
                TranslateOptions.GENERATION_BYTES,
                options.maxRestated(),
                options.threads(),
                options.virtualThreads(),
                options.groupBy(),
                options.goReasons());
    }

    /** The part of the JVM's recording that was asked for; {@code null} when it has none of it. */
    private TimeWindow window(JvmRecording jvm) {
        long start = JvmRecording.START;
        long length = Math.min(jvm.endTime() - start, MAX_LENGTH);
        if (length == MAX_LENGTH) {
            warnings.add("The recording is longer than 104 days, which is what a trace can hold.");
        }
        long wallStart = jvm.wallNanosAtZero() + start;
        long from = options.from() == null ? 0 : options.from().offset(wallStart, length);
        long to = options.to() == null ? length : options.to().offset(wallStart, length);
        boolean isPart = options.from() != null || options.to() != null;
        if (isPart && (to <= from || to <= 0 || from >= length)) {
            warnings.add(nothingChosen(wallStart, length));
            return null;
        }
        return new TimeWindow(
                start + Math.max(0, Math.min(from, length)),
                start + Math.max(0, Math.min(to, length)));
    }

    private static String nothingChosen(long wallStart, long length) {
        return "Nothing lies in the chosen time: the recording goes from "
                + Instant.ofEpochSecond(0, wallStart)
                + " to "
                + Instant.ofEpochSecond(0, wallStart + length)
                + ", "
                + BigDecimal.valueOf(length, 9).setScale(3, RoundingMode.HALF_UP)
                + " seconds.";
    }
}
