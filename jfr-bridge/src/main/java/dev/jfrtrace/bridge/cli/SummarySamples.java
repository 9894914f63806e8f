package dev.jfrtrace.bridge.cli;

import static dev.jfrtrace.bridge.cli.SummaryLines.known;

import dev.jfrtrace.bridge.export.ShownFrames;
import dev.jfrtrace.encoder.read.StackFrame;
import dev.jfrtrace.encoder.read.summary.SampleSummary;
import dev.jfrtrace.encoder.read.summary.TraceSummary;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The section of a summary that tells what ran when somebody looked. */
final class SummarySamples {
    /** What ran, and who called it. */
    private static final int FRAMES = 2;

    private final TraceSummary summary;
    private final SummaryLines lines;

    SummarySamples(SummaryReport report, SummaryLines lines) {
        this.summary = report.summary();
        this.lines = lines;
    }

    private record Place(String thread, String where) {}

    /** Stacks of samples are nearly all different: what they have in common is the method. */
    void methods() {
        Map<Place, Long> counts =
                summary.sampled().stream()
                        .collect(
                                Collectors.groupingBy(
                                        sample ->
                                                new Place(
                                                        known(sample.name()),
                                                        where(sample.frames())),
                                        () -> new TreeMap<>(byName()),
                                        Collectors.summingLong(SampleSummary::count)));
        List<Map.Entry<Place, Long>> sorted =
                counts.entrySet().stream()
                        .sorted(Map.Entry.<Place, Long>comparingByValue().reversed())
                        .toList();
        lines.show(
                "CPU samples, by method",
                new Table(2, "count", "share", "who", "where"),
                sorted,
                (t, entry) ->
                        t.add(
                                Text.count(entry.getValue()),
                                Text.percent(entry.getValue(), summary.samples()),
                                entry.getKey().thread(),
                                entry.getKey().where()));
    }

    private static Comparator<Place> byName() {
        return Comparator.comparing(Place::thread).thenComparing(Place::where);
    }

    private static String where(List<StackFrame> frames) {
        return frames.isEmpty()
                ? known("")
                : ShownFrames.of(frames).stream()
                        .limit(FRAMES)
                        .map(frame -> known(frame.function()))
                        .collect(Collectors.joining(", called by "));
    }
}
