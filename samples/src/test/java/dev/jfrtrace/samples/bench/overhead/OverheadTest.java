package dev.jfrtrace.samples.bench.overhead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.jfrtrace.api.Preset;
import dev.jfrtrace.api.TraceOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** That the benchmarks work; not what they measure. */
class OverheadTest {
    private static final Slice.Length MOMENT =
            new Slice.Length(Duration.ofMillis(50), Duration.ofMillis(200));

    private static final Path AGENT = Path.of("jfrtrace.jar");

    @TempDir Path directory;

    @Test
    void everyModeStandsBetweenUntracedSlices() {
        assertThat(Plan.interleaved("-", List.of("x", "y", "z"), 2))
                .containsExactly("-", "x", "-", "y", "-", "z", "-", "y", "-", "z", "-", "x", "-");
    }

    @Test
    void aSliceIsComparedWithTheMeanOfItsNeighbours() {
        Slice before = slice("untraced", 90, 10, 1, Mode.Recorded.NOTHING);
        Slice traced = slice("x", 95, 12, 3, new Mode.Recorded(50, 2048, 1.5, false));
        Slice after = slice("untraced", 110, 30, 3, Mode.Recorded.NOTHING);
        Comparison comparison = new Comparison();
        comparison.add(traced, before, after);
        assertThat(comparison.throughput.median()).isEqualTo(0.95);
        assertThat(comparison.cpu.median()).isEqualTo(0.6);
        assertThat(comparison.p50.median()).isEqualTo(1.5);
        assertThat(comparison.p99.median()).isEqualTo(1.5);
        assertThat(comparison.eventsPerSecond.median()).isEqualTo(50);
        assertThat(comparison.kilobytesPerSecond.median()).isEqualTo(2);
        assertThat(comparison.microsPerEvent.median()).isEqualTo(1.5);
        assertThat(comparison.incomplete()).isEqualTo(1);
        assertThat(Results.interleaved(List.of(before, traced, after)).table().toString())
                .contains("| x ")
                .contains("| 0.950 (0.950..0.950) |")
                .contains("| 0.500 (0.500..0.500) |")
                .doesNotContain("untraced");
    }

    @Test
    void whatTwinsHaveOverEachOtherCancelsOut() {
        // The other one is twice as fast, and the second slice three times as slow for both.
        Slice mode = slice("x", 90, 12, 3, new Mode.Recorded(50, 2048, 1.5, true));
        Slice base = slice("untraced", 200, 5, 1, Mode.Recorded.NOTHING);
        Slice modeAgain = slice("x", 60, 18, 4.5, new Mode.Recorded(70, 2048, 1.5, false));
        Slice baseAgain = slice("untraced", 33, 30, 6, Mode.Recorded.NOTHING);
        Results results = Results.ofTwins(List.of(new Exchange(mode, base, modeAgain, baseAgain)));
        assertThat(results.table().toString())
                .contains("| x ")
                .contains("| 0.905 (0.905..0.905) |")
                .contains("| 1.200 (1.200..1.200) |")
                .contains("| 1.500 (1.500..1.500) |")
                .contains("| 60 ")
                .doesNotContain("untraced");
    }

    @Test
    void slicesTravelBetweenProcesses() {
        Slice traced = slice("x~io", 95, 12.25, 3, new Mode.Recorded(50, 2048, 1.5, false));
        Slice untraced = slice("untraced", 1, 1, Double.NaN, Mode.Recorded.NOTHING);
        assertThat(Slice.ofLine(traced.toLine())).isEqualTo(traced);
        assertThat(Slice.ofLine(untraced.toLine())).isEqualTo(untraced);
    }

    /** A second of work. */
    private static Slice slice(
            String mode, int operations, double cpu, double millis, Mode.Recorded recorded) {
        double latency = millis * 1e6;
        Load.Work work = new Load.Work(operations, 1_000_000_000, latency, 2 * latency);
        return new Slice(mode, work, cpu, 0.5, recorded);
    }

    @Test
    void distributionsKnowTheirQuantiles() {
        Distribution distribution = new Distribution();
        assertThat(distribution.range(1)).isEqualTo("-");
        distribution.add(Double.NaN);
        assertThat(distribution.size()).isZero();
        for (double value : new double[] {4, 1, 3, 2, 10}) {
            distribution.add(value);
        }
        assertThat(distribution.range(0)).isEqualTo("3 (1..10)");
        assertThat(distribution.quartiles(1)).isEqualTo("3.0 (2.0..4.0)");
        assertThat(distribution.quantile(0.9)).isEqualTo(7.6, within(1e-9));
    }

    @Test
    void compilersAreMeasuredByWhatTheirThreadsTook() throws IOException {
        assumeThat(Path.of("/proc/self/task")).exists();
        double nanos = CompilerThreads.cpuNanos();
        assertThat(nanos).isPositive().isLessThan(Cpu.ofProcess());
    }

    @Test
    void plainRecordingsOfAServerAreMeasured() throws IOException, InterruptedException {
        try (Load load = Load.open("server", directory)) {
            Slice untraced = Slice.measure(load, Mode.of("untraced", directory, AGENT), MOMENT);
            Slice plain = Slice.measure(load, Mode.of("jfr-full", directory, AGENT), MOMENT);
            assertThat(untraced.work().operations()).isPositive();
            assertThat(untraced.work().p99Nanos()).isPositive();
            assertThat(untraced.cpuNanos()).isPositive();
            assertThat(untraced.recorded()).isEqualTo(Mode.Recorded.NOTHING);
            assertThat(plain.work().operations()).isPositive();
            assertThat(plain.recorded().eventsPerSecond()).isPositive();
            assertThat(plain.recorded().bytesPerSecond()).isPositive();
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".jfr"));
        }
    }

    @Test
    void aServerMayHaveALoadThatIsNotAllItCanDo() throws IOException, InterruptedException {
        try (Load load = Load.open("server@500", directory)) {
            Load.Work work = load.run(MOMENT.measured());
            assertThat(work.operations()).isPositive();
            assertThat(work.perSecond()).isLessThan(1_000);
        }
        assertThat(Load.unit("server@500")).isEqualTo("request");
    }

    @Test
    void tracesOfLocksAreMeasured() throws IOException, InterruptedException {
        try (Load load = Load.open("locks", directory)) {
            Slice traced = Slice.measure(load, Mode.of("light", directory, AGENT), MOMENT);
            assertThat(traced.mode()).isEqualTo("light");
            assertThat(traced.work().operations()).isPositive();
            assertThat(traced.work().p99Nanos()).isNaN();
            // So short a slice may end before the first bytes come.
            assertThat(traced.recorded().bytesPerSecond()).isNotNegative();
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void theAgentIsThereWhileAModeIsOn() {
        Mode mode = Mode.of("jfr-full+wake", directory, AGENT);
        assertThat(mode.name()).isEqualTo("jfr-full+wake");
        assertThat(mode)
                .isInstanceOfSatisfying(
                        Hooked.class,
                        hooked -> {
                            assertThat(hooked.level()).isEqualTo("wake");
                            assertThat(hooked.inner()).isInstanceOf(PlainJfr.class);
                        });
        assertThat(Mode.of("untraced+vthreads", directory, AGENT)).isInstanceOf(Hooked.class);
        // A JVM must be told that it may attach to itself.
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(mode::start)
                .withMessageContaining("allowAttachSelf");
    }

    @Test
    void whatIsSentIntoATraceIsFoundInItsBytes() throws IOException, InterruptedException {
        DelayRun run = new DelayRun(TraceOptions.builder(Preset.LIGHT).lowLatency().build());
        run.measure(Duration.ofMillis(100));
        assertThat(run.markers().millis().size()).isPositive();
        assertThat(run.markers().missing()).isZero();
    }

    @Test
    void theLockLoadEndsWithItsThreads() throws IOException, InterruptedException {
        try (Load load = Load.open("locks", directory)) {
            assertThat(load.run(Duration.ofMillis(100)).operations()).isPositive();
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("ring-"));
    }

    @Test
    void theBenchmarkPrintsItsTable() throws IOException, InterruptedException {
        assertThat(printed("--modes untraced,jfr-light"))
                .startsWith("JDK ")
                .contains("hand-offs/s")
                .contains("| untraced ")
                .contains("| jfr-light ");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void twinsTakeTurns() throws IOException, InterruptedException {
        assumeThat(Processors.allowed()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(printed("--jvms 2 --modes jfr-light"))
                .contains("2 JVMs")
                .contains("hand-offs/s")
                .contains("| jfr-light ");
        assertThat(directory).isEmptyDirectory();
    }

    /** Of each pair one JVM has something that the other has not, whichever is the first. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void pairsExchangeTheirProcessors() throws IOException, InterruptedException {
        assumeThat(Processors.allowed()).hasSizeGreaterThanOrEqualTo(2);
        Slice.Length moment = new Slice.Length(Duration.ofMillis(50), Duration.ofMillis(100));
        Pairs pairs = new Pairs("locks", directory, Path.of("none"), List.of("-Dmarked"));
        List<Exchange> exchanges = pairs.measure("untraced", 1, moment, moment);
        assertThat(exchanges).hasSize(1);
        assertThat(exchanges.get(0).ratio(slice -> slice.work().perSecond())).isPositive();
    }

    private String printed(String options) throws IOException, InterruptedException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(text, true, StandardCharsets.UTF_8));
        try {
            String moments = " --rounds 1 --seconds 0.1 --settle 0.05 --warmup 0.1 --dir ";
            OverheadBenchmark.main(("locks " + options + moments + directory).split(" "));
        } finally {
            System.setOut(before);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    @Test
    void markersAreFoundInBytes() {
        Markers markers = new Markers();
        String first = markers.send(1);
        String second = markers.send(2);
        byte[] bytes = ("\u0001" + first + "delay-x" + first).getBytes(StandardCharsets.UTF_8);
        ByteBuffer piece = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
        markers.find(piece, System.nanoTime());
        assertThat(piece.position()).isZero();
        assertThat(markers.missing()).isEqualTo(1);
        assertThat(markers.millis().size()).isEqualTo(1);
        markers.find(ByteBuffer.wrap(second.getBytes(StandardCharsets.UTF_8)), System.nanoTime());
        assertThat(markers.missing()).isZero();
        assertThat(markers.millis().min()).isPositive();
    }

    @Test
    void callsOfAllKindsAreMeasured() {
        for (AnnotationCall call : AnnotationCall.values()) {
            assertMeasured(call, AnnotationFork.Listener.NOBODY);
        }
        assertMeasured(AnnotationCall.TASK, AnnotationFork.Listener.EVENTS_ONLY);
        assertMeasured(AnnotationCall.TASK, AnnotationFork.Listener.EVENTS_WITH_STACKS);
    }

    private static void assertMeasured(AnnotationCall call, AnnotationFork.Listener listener) {
        Duration moment = Duration.ofMillis(5);
        AnnotationFork.Cost cost = new AnnotationFork(call, moment).measure(listener);
        assertThat(cost.nanos()).isPositive();
        assertThat(cost.bytes()).isNotNegative();
    }

    @Test
    void wrongArgumentsAreTold() {
        assertUsage(() -> new Flags(List.of("--size", "1"), Set.of("rounds")), "unknown: --size");
        assertUsage(() -> new Flags(List.of("rounds"), Set.of("rounds")), "unknown: rounds");
        assertUsage(() -> new Flags(List.of("--rounds"), Set.of("rounds")), "needs a value");
        Flags flags = new Flags(List.of("--rounds", "0"), Set.of("rounds"));
        assertUsage(() -> flags.count("rounds", 1), "--rounds: not a positive number: 0");
        assertUsage(() -> Mode.of("jfr-all", directory, AGENT), "no such mode: all");
        assertUsage(() -> Load.open("disk", directory).close(), "no such load: disk");
        assertUsage(
                () -> Load.open("server@many", directory).close(),
                "no number of requests per second: many");
    }

    private static void assertUsage(ThrowingCallable call, String message) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(call)
                .withMessageContaining(message);
    }
}
