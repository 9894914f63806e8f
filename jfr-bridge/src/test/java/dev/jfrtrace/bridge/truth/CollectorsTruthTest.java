package dev.jfrtrace.bridge.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jfrtrace.api.Preset;
import dev.jfrtrace.api.Trace;
import dev.jfrtrace.api.TraceOptions;
import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.ParsedTrace.Event;
import dev.jfrtrace.bridge.ParsedTrace.Pair;
import dev.jfrtrace.bridge.ParsedTrace.Span;
import dev.jfrtrace.bridge.Script;
import dev.jfrtrace.bridge.convert.ConvertOptions;
import dev.jfrtrace.bridge.judge.RecordingTruth;
import dev.jfrtrace.bridge.live.Presets;
import dev.jfrtrace.bridge.source.SourcesAgreement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each collector of this JDK: every pause is there, as long as JFR has it, and nobody runs in it.
 */
@Timeout(120)
class CollectorsTruthTest {
    /** A collector, and how a JVM is told to use it. */
    enum Collector {
        SERIAL(17, "-XX:+UseSerialGC"),
        PARALLEL(17, "-XX:+UseParallelGC"),
        G1(17, "-XX:+UseG1GC"),
        SHENANDOAH(17, "-XX:+UseShenandoahGC"),
        SHENANDOAH_GENERATIONAL(25, "-XX:+UseShenandoahGC", "-XX:ShenandoahGCMode=generational"),
        Z(17, "-XX:+UseZGC"),
        EPSILON(17, "-XX:+UnlockExperimentalVMOptions", "-XX:+UseEpsilonGC", "-Xmx3g");

        private final int since;
        private final List<String> flags;

        Collector(int since, String... flags) {
            this.since = since;
            this.flags = List.of(flags);
        }
    }

    /** So little that threads wait for the collector. */
    private static final String NARROW = "-Xmx48m";

    private static final String WIDE = "-Xmx128m";

    @TempDir private static Path folder;

    /** One run serves all tests of its collector. */
    private static final Map<Collector, Script> RUNS = new EnumMap<>(Collector.class);

    private static Script run(Collector collector) throws Exception {
        assumeTrue(Runtime.version().feature() >= collector.since);
        Script known = RUNS.get(collector);
        if (known == null) {
            Path recording = folder.resolve(collector + ".jfr");
            run(collector, WIDE, recording);
            known = Script.of(recording, ConvertOptions.defaults());
            RUNS.put(collector, known);
        }
        return known;
    }

    @AfterAll
    static void forgetRuns() {
        RUNS.clear();
    }

    @ParameterizedTest
    @EnumSource(Collector.class)
    void pausesAreAsJfrHasThem(Collector collector) throws Exception {
        Script script = run(collector);
        RecordingTruth.comparePauses(script);
        HeapTruth heap = HeapTruth.of(script);
        int pauses = script.events("jdk.GCPhasePause").size();
        if (collector == Collector.EPSILON) {
            assertThat(pauses).isZero();
            assertThat(heap.falls()).isZero();
        } else {
            assertThat(pauses).isGreaterThan(3);
            assertThat(script.trace().gcStops())
                    .allMatch(p -> p.begin().text("Name").contains("GC "));
            assertThat(script.trace().ranges("GC concurrent mark phase")).isNotEmpty();
            assertThat(heap.rises()).isGreaterThan(20);
            assertThat(heap.falls()).isGreaterThan(2);
            assertThat(heap.excesses())
                    .filteredOn(excess -> excess > 0.1)
                    .hasSizeLessThanOrEqualTo(1 + heap.excesses().size() / 10);
        }
    }

    /** Go's own page, as anybody sees it. */
    @ParameterizedTest
    @EnumSource(Collector.class)
    void utilizationIsThatOfJfrsPauses(Collector collector) throws Exception {
        UtilizationTruth.compare(run(collector));
    }

    /** The same program was traced while it ran. */
    @ParameterizedTest
    @EnumSource(Collector.class)
    void pausesAreTheSameLive(Collector collector) throws Exception {
        Script script = run(collector);
        ParsedTrace live = ParsedTrace.of(liveOf(script.recording()));
        List<Long> shown = gcStops(live);
        List<Long> known = gcStops(script.trace());
        assertThat(shown).hasSameSizeAs(known);
        for (int i = 0; i < known.size(); i++) {
            assertThat(shown.get(i)).isCloseTo(known.get(i), within(1_000L));
        }
        for (Pair stop : live.gcStops()) {
            List<Span> running =
                    live.running(stop.begin().time() + 1_000, stop.end().time())
                            .filter(span -> RecordingTruth.isStoppedByPauses(live, span))
                            .toList();
            assertThat(running).as("threads that run in %s", stop).isEmpty();
        }
    }

    private static List<Long> gcStops(ParsedTrace trace) {
        List<Long> marks = trace.logs("truth.Mark").stream().map(Event::time).toList();
        assertThat(marks).hasSize(2);
        return trace.gcStops().stream()
                .filter(stop -> stop.begin().time() > marks.get(0))
                .filter(stop -> stop.end().time() < marks.get(1))
                .map(Pair::length)
                .toList();
    }

    /** Before each pause at a safepoint stands the time that it took to get there. */
    @ParameterizedTest
    @EnumSource(Collector.class)
    void theWayToASafepointIsShown(Collector collector) throws Exception {
        Script script = run(collector);
        List<RecordedEvent> safepoints = script.events("jdk.SafepointBegin");
        List<Pair> ways = script.trace().ranges("stop-the-world (safepoint sync)");
        for (RecordedEvent safepoint : safepoints) {
            long start = script.start(safepoint);
            assertThat(ways)
                    .as("the way that begins at %d", start)
                    .anyMatch(
                            way ->
                                    Math.abs(way.begin().time() - start) <= 1_000
                                            && way.end().time() >= script.end(safepoint) - 1_000);
        }
        assertThat(ways).hasSizeGreaterThanOrEqualTo(safepoints.size());
    }

    /** What a collector does beside the program is on the threads that do it. */
    @ParameterizedTest
    @EnumSource(Collector.class)
    void concurrentPhasesAreOnTheirWorkers(Collector collector) throws Exception {
        Script script = run(collector);
        List<RecordedEvent> phases =
                script.events("jdk.GCPhaseConcurrent").stream()
                        .filter(phase -> phase.getLong("duration") > 0)
                        .toList();
        for (RecordedEvent phase : phases) {
            long start = script.start(phase);
            assertThat(script.trace().regions("GC: " + phase.getString("name")))
                    .as("%s at %d", phase.getString("name"), start)
                    .filteredOn(region -> Math.abs(region.begin().time() - start) <= 1_000)
                    .anyMatch(region -> isOn(region, phase, script));
        }
        boolean isConcurrent =
                collector == Collector.Z
                        || collector == Collector.SHENANDOAH
                        || collector == Collector.SHENANDOAH_GENERATIONAL;
        assertThat(phases).hasSizeGreaterThan(isConcurrent ? 3 : -1);
    }

    private static boolean isOn(Pair region, RecordedEvent phase, Script script) {
        long length = script.end(phase) - script.start(phase);
        return region.begin().m() == phase.getThread().getOSThreadId()
                && Math.abs(region.length() - length) <= 1_000;
    }

    /** Who finds no memory waits for the collector, and is shown to. */
    @Test
    void allocationStallsAreAssists() throws Exception {
        // It may also find no memory at all.
        Performance.attempt(CollectorsTruthTest::playStalls);
    }

    private static void playStalls() throws Exception {
        Path recording = folder.resolve("stalls.jfr");
        run(Collector.Z, NARROW, recording);
        Script script = Script.of(recording, ConvertOptions.defaults());
        List<RecordedEvent> stalls = script.events("jdk.ZAllocationStall");
        assertThat(stalls).isNotEmpty();
        List<Pair> assists = script.trace().ranges("GC mark assist");
        assertThat(assists).hasSameSizeAs(stalls);
        long known = stalls.stream().mapToLong(s -> script.end(s) - script.start(s)).sum();
        long shown = assists.stream().mapToLong(Pair::length).sum();
        assertThat((double) shown).isCloseTo(known, Percentage.withPercentage(2));
        for (RecordedEvent stall : stalls) {
            long g = stall.getThread().getJavaThreadId();
            long middle = (script.start(stall) + script.end(stall)) / 2;
            // Whoever finds the world stopped waits behind that.
            assertThat(script.trace().at(g, middle).state()).isIn("Waiting", "Runnable");
        }
    }

    /** Each collector has events of its own, and each JDK its way to write them. */
    @ParameterizedTest
    @EnumSource(Collector.class)
    void bothReadersAgree(Collector collector) throws Exception {
        Path recording = run(collector).recording();
        SourcesAgreement.assertEvents(recording, folder);
        SourcesAgreement.assertTraces(recording, folder);
    }

    private static Path liveOf(Path recording) {
        return recording.resolveSibling(recording.getFileName() + ".live.trace");
    }

    private static void run(Collector collector, String heap, Path recording)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(heap);
        command.addAll(collector.flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Load.class.getName(), recording.toString()));
        command.add(liveOf(recording).toString());
        Path said = Files.createTempFile(recording.getParent(), "said", ".txt");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        assertThat(process.waitFor()).as(Files.readString(said, StandardCharsets.UTF_8)).isZero();
    }

    /** Threads that allocate, compute and wait, for a second and a half. */
    static final class Load {
        private static final long LENGTH = 1_500_000_000L;

        private Load() {}

        public static void main(String[] args) throws Exception {
            try (Recording recording = new Recording()) {
                TraceOptions full = TraceOptions.builder(Preset.FULL).build();
                recording.setSettings(Presets.settings(full));
                recording.start();
                Trace live = Trace.start(Path.of(args[1]), full);
                try (live) {
                    new Performance.Mark().commit();
                    allocateAll();
                    System.gc();
                    new Performance.Mark().commit();
                }
                recording.stop();
                recording.dump(Path.of(args[0]));
            }
        }

        private static void allocateAll() throws InterruptedException {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                threads.add(Script.start("allocates-" + i, Load::allocate));
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }

        private static void allocate() {
            byte[][] kept = new byte[200][];
            long end = System.nanoTime() + LENGTH;
            while (System.nanoTime() < end) {
                for (int i = 0; i < 200; i++) {
                    int size = 1_000 + ThreadLocalRandom.current().nextInt(40_000);
                    kept[ThreadLocalRandom.current().nextInt(kept.length)] = new byte[size];
                }
                LockSupport.parkNanos(20_000_000);
            }
        }
    }
}
