package dev.jfrtrace.bridge.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.ParsedTrace.Pair;
import dev.jfrtrace.bridge.ParsedTrace.Span;
import dev.jfrtrace.bridge.Script;
import dev.jfrtrace.bridge.collect.JvmRecording;
import dev.jfrtrace.bridge.mapping.Fate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;

/** What JFR says of a program, held against what its trace says. */
public final class RecordingTruth {
    private static final long MICROSECOND = 1_000;

    /** Goroutines from here on are threads of the VM, which pauses do not stop. */
    private static final long FIRST_OF_VM = 1_000_000_000;

    private RecordingTruth() {}

    /** Every pause of the collector is a stop, as long as JFR has it, and nobody runs in it. */
    public static void comparePauses(Script script) {
        ParsedTrace trace = script.trace();
        List<RecordedEvent> pauses = script.events("jdk.GCPhasePause");
        List<Pair> stops = trace.gcStops();
        assertThat(stops).hasSameSizeAs(pauses);
        List<Span> running =
                trace.running(0, Long.MAX_VALUE)
                        .filter(span -> isStoppedByPauses(trace, span))
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

    /** Threads of the VM go on in a pause, and compilers do, in native code. */
    public static boolean isStoppedByPauses(ParsedTrace trace, Span span) {
        return span.begin().number("GoID") < FIRST_OF_VM && !isCompiler(trace, span);
    }

    private static boolean isCompiler(ParsedTrace trace, Span span) {
        return trace.groups().get(span.begin().number("GoID")).contains("CompilerThread");
    }

    /** Every event is a wait, from where it begins to where its thread runs again. */
    static void compareWaits(Script script) {
        NavigableMap<Long, Long> stops = new TreeMap<>();
        script.trace().stops().forEach(s -> stops.put(s.begin().time(), s.end().time()));
        compareWaits(script, stops, "jdk.ThreadSleep", "sleep");
        compareWaits(script, stops, "jdk.ThreadPark", "sync (park)");
        compareWaits(script, stops, "jdk.JavaMonitorEnter", "sync (monitor enter)");
        compareWaits(script, stops, "jdk.SocketRead", "network");
    }

    private static void compareWaits(
            Script script, NavigableMap<Long, Long> stops, String type, String reason) {
        List<RecordedEvent> events = script.events(type);
        long nested = script.count(type, Fate.NESTED);
        long clipped = script.count(type, Fate.CLIPPED);
        assertThat(script.count(type, Fate.TRANSLATED) + clipped + nested)
                .as(type)
                .isEqualTo(events.size());
        Map<Long, NavigableMap<Long, Shown>> waits = new HashMap<>();
        for (long g : script.trace().groups().keySet()) {
            NavigableMap<Long, Shown> of = waits.computeIfAbsent(g, id -> new TreeMap<>());
            waits(script.trace(), g, reason).forEach(w -> of.put(w.span().from(), w));
        }
        // Dumps and samples of threads that wait tell of waits that have no event.
        long words =
                script.count("jdk.NativeMethodSample", Fate.EVIDENCE)
                        + script.count("jdk.ExecutionSample", Fate.EVIDENCE)
                        + script.count("datadog.ExecutionSample", Fate.EVIDENCE)
                        + script.count("datadog.MethodSample", Fate.EVIDENCE)
                        + script.count("jdk.ThreadDump", Fate.EVIDENCE) * waits.size()
                        + script.count("jdk.JavaMonitorNotify", Fate.TRANSLATED);
        assertThat(waits.values().stream().mapToLong(Map::size).sum())
                .as(type)
                .isBetween(events.size() - nested, events.size() - nested + words);
        List<RecordedEvent> missed =
                events.stream()
                        .filter(event -> script.start(event) >= JvmRecording.START)
                        // Put off to the end of the stop.
                        .filter(event -> !isStopped(stops, script.start(event)))
                        .filter(event -> !isAmong(waits, script, event))
                        .toList();
        assertThat(missed)
                .as("%s at another time", type)
                .hasSizeLessThanOrEqualTo((int) (nested + clipped));
    }

    /**
     * A wait, and when its thread runs again: it may be woken before its event ends, where its
     * waker ran last, or run later, behind a pause.
     */
    private record Shown(Span span, long runsAt) {
        boolean endsAt(long time) {
            return Math.abs(span.to() - time) <= MICROSECOND
                    || Math.abs(runsAt - time) <= MICROSECOND;
        }
    }

    private static List<Shown> waits(ParsedTrace trace, long g, String reason) {
        List<Span> all = trace.spans(g);
        List<Shown> waits = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Span span = all.get(i);
            if (span.state().equals("Waiting") && span.reason().equals(reason)) {
                boolean isWoken = i + 1 < all.size() && all.get(i + 1).state().equals("Runnable");
                waits.add(new Shown(span, isWoken ? all.get(i + 1).to() : span.to()));
            }
        }
        return waits;
    }

    private static boolean isStopped(NavigableMap<Long, Long> stops, long time) {
        Map.Entry<Long, Long> last = stops.floorEntry(time + MICROSECOND);
        return last != null && time <= last.getValue() + MICROSECOND;
    }

    private static boolean isAmong(
            Map<Long, NavigableMap<Long, Shown>> waits, Script script, RecordedEvent event) {
        NavigableMap<Long, Shown> of = waits.get(event.getThread().getJavaThreadId());
        long start = script.start(event);
        return of != null
                && of.subMap(start, true, start + MICROSECOND, true).values().stream()
                        .anyMatch(shown -> shown.endsAt(script.end(event)));
    }
}
