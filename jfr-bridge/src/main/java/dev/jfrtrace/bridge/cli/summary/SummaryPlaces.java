package dev.jfrtrace.bridge.cli.summary;

import static dev.jfrtrace.bridge.cli.summary.SummaryLines.known;
import static dev.jfrtrace.bridge.cli.summary.SummaryLines.knownCode;

import dev.jfrtrace.bridge.cli.terminal.Table;
import dev.jfrtrace.bridge.cli.terminal.Text;
import dev.jfrtrace.bridge.export.ShownFrames;
import dev.jfrtrace.encoder.read.StackFrame;
import dev.jfrtrace.encoder.read.summary.PlaceSummary;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The sections of a summary that tell what ran when somebody looked, and where logs are from. */
final class SummaryPlaces {
    /** What ran, and who called it. */
    private static final int FRAMES = 2;

    private final SummaryReport report;
    private final SummaryLines lines;

    SummaryPlaces(SummaryReport report, SummaryLines lines) {
        this.report = report;
        this.lines = lines;
    }

    /** What stacks have in common that are nearly all different. */
    private record Place(String category, String thread, String where) {
        static final Comparator<Place> ORDER =
                Comparator.comparing(Place::category)
                        .thenComparing(Place::thread)
                        .thenComparing(Place::where);

        static Place of(PlaceSummary place) {
            return new Place(place.category(), known(place.name()), whereOf(place.frames()));
        }
    }

    /** The innermost frames that tell something. */
    static String whereOf(List<StackFrame> frames) {
        return frames.isEmpty()
                ? known("")
                : ShownFrames.of(frames).stream()
                        .limit(FRAMES)
                        .map(frame -> knownCode(frame.function()))
                        .collect(Collectors.joining(", called by "));
    }

    void samples() {
        lines.show(
                "CPU samples, by method",
                new Table(2, "count", "share", "who", "where"),
                byPlace(report.sampled()),
                (t, entry) ->
                        t.add(
                                Text.count(entry.getValue()),
                                Text.percent(entry.getValue(), report.summary().samples()),
                                entry.getKey().thread(),
                                entry.getKey().where()));
    }

    /** Of a JVM: who fills the heap, and with what. */
    void allocations() {
        Allocations allocations = report.allocations();
        lines.show(
                "Allocated, by class and method",
                new Table(3, "bytes", "share", "events", "class", "where"),
                report.allocated(),
                (t, one) ->
                        t.add(
                                Text.size(one.bytes()),
                                Text.percent(one.bytes(), allocations.bytes()),
                                Text.count(one.count()),
                                knownCode(one.type()),
                                one.where()));
    }

    /** Of a JVM: who throws. */
    void logs() {
        List<PlaceSummary> told =
                report.logged().stream()
                        .filter(place -> !place.frames().isEmpty())
                        .filter(place -> !report.isOfAllocations(place))
                        .toList();
        lines.show(
                "Logs, by method",
                new Table(1, "count", "category", "who", "where"),
                byPlace(told),
                (t, entry) ->
                        t.add(
                                Text.count(entry.getValue()),
                                known(entry.getKey().category()),
                                entry.getKey().thread(),
                                entry.getKey().where()));
    }

    private static List<Map.Entry<Place, Long>> byPlace(List<PlaceSummary> places) {
        Map<Place, Long> counts =
                places.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Place::of,
                                        () -> new TreeMap<>(Place.ORDER),
                                        Collectors.summingLong(PlaceSummary::count)));
        return counts.entrySet().stream()
                .sorted(Map.Entry.<Place, Long>comparingByValue().reversed())
                .toList();
    }
}
