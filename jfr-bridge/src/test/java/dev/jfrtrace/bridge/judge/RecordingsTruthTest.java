package dev.jfrtrace.bridge.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.ParsedTrace.Pair;
import dev.jfrtrace.bridge.ParsedTrace.Span;
import dev.jfrtrace.bridge.Recordings;
import dev.jfrtrace.bridge.Script;
import dev.jfrtrace.bridge.collect.JvmRecording;
import dev.jfrtrace.bridge.convert.ConvertOptions;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.source.ChunkWalk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What JFR says of real programs, their traces say as well: each pause and each wait. */
class RecordingsTruthTest {
    private static final long MICROSECOND = 1_000;

    /** Goroutines from here on are threads of the VM, which pauses do not stop. */
    private static final long FIRST_OF_VM = 1_000_000_000;

    @TempDir Path folder;

    private int compared;

    @TestFactory
    Stream<DynamicTest> isTold() {
        List<Path> single = Recordings.whole().stream().filter(r -> chunks(r) == 1).toList();
        Stream<DynamicTest> each =
                single.stream()
                        .map(r -> DynamicTest.dynamicTest("" + r.getFileName(), () -> compare(r)));
        DynamicTest all =
                DynamicTest.dynamicTest(
                        "all were compared",
                        () -> assertThat(compared).isEqualTo(single.size()).isGreaterThan(1));
        return Stream.concat(each, Stream.of(all));
    }

    private static int chunks(Path recording) {
        try {
            return ChunkWalk.of(recording).chunks().size();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void compare(Path recording) throws IOException {
        Path copy = folder.resolve(recording.getFileName().toString());
        Files.write(copy, Files.readAllBytes(recording));
        Script script = Script.of(copy, ConvertOptions.defaults());
        comparePauses(script);
        NavigableMap<Long, Long> stops = new TreeMap<>();
        script.trace().stops().forEach(s -> stops.put(s.begin().time(), s.end().time()));
        compareWaits(script, stops, "jdk.ThreadSleep", "sleep");
        compareWaits(script, stops, "jdk.ThreadPark", "sync (park)");
        compareWaits(script, stops, "jdk.JavaMonitorEnter", "sync (monitor enter)");
        compareWaits(script, stops, "jdk.SocketRead", "network");
        compared++;
    }

    private static void comparePauses(Script script) {
        ParsedTrace trace = script.trace();
        List<RecordedEvent> pauses = script.events("jdk.GCPhasePause");
        List<Pair> stops = trace.gcStops();
        assertThat(stops).hasSameSizeAs(pauses);
        List<Span> running =
                trace.running(0, Long.MAX_VALUE)
                        .filter(span -> span.begin().number("GoID") < FIRST_OF_VM)
                        .filter(span -> !isCompiler(trace, span))
                        .toList();
        for (int i = 0; i < stops.size(); i++) {
            long start = script.start(pauses.get(i));
            long end = script.end(pauses.get(i));
            assertThat(stops.get(i).length()).isCloseTo(end - start, within(MICROSECOND));
            assertThat(running)
                    .as("threads that run from %d to %d", start, end)
                    .noneMatch(span -> span.overlaps(start + MICROSECOND, end));
        }
    }

    private static boolean isCompiler(ParsedTrace trace, Span span) {
        return trace.groups().get(span.begin().number("GoID")).contains("CompilerThread");
    }

    /** Every event is a wait, from where it begins to where it ends. */
    private static void compareWaits(
            Script script, NavigableMap<Long, Long> stops, String type, String reason) {
        List<RecordedEvent> events = script.events(type);
        long nested = script.count(type, Fate.NESTED);
        long clipped = script.count(type, Fate.CLIPPED);
        assertThat(script.count(type, Fate.TRANSLATED) + clipped + nested)
                .as(type)
                .isEqualTo(events.size());
        Map<Long, NavigableMap<Long, Span>> waits = new HashMap<>();
        for (long g : script.trace().groups().keySet()) {
            NavigableMap<Long, Span> of = waits.computeIfAbsent(g, id -> new TreeMap<>());
            script.trace().waits(g, reason).forEach(wait -> of.put(wait.from(), wait));
        }
        assertThat(waits.values().stream().mapToLong(Map::size).sum())
                .as(type)
                .isEqualTo(events.size() - nested);
        long missed =
                events.stream()
                        .filter(event -> script.start(event) >= JvmRecording.START)
                        // Put off to the end of the stop.
                        .filter(event -> !isStopped(stops, script.start(event)))
                        .filter(event -> !isAmong(waits, script, event))
                        .count();
        assertThat(missed).as("%s at another time", type).isLessThanOrEqualTo(nested + clipped);
    }

    private static boolean isStopped(NavigableMap<Long, Long> stops, long time) {
        Map.Entry<Long, Long> last = stops.floorEntry(time + MICROSECOND);
        return last != null && time <= last.getValue() + MICROSECOND;
    }

    private static boolean isAmong(
            Map<Long, NavigableMap<Long, Span>> waits, Script script, RecordedEvent event) {
        NavigableMap<Long, Span> of = waits.get(event.getThread().getJavaThreadId());
        long start = script.start(event);
        return of != null
                && of.subMap(start, true, start + MICROSECOND, true).values().stream()
                        .anyMatch(w -> Math.abs(w.to() - script.end(event)) <= MICROSECOND);
    }
}
