package dev.jfrtrace.bridge.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jfrtrace.api.Preset;
import dev.jfrtrace.api.TraceOptions;
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
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;
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

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource(Collector.class)
    void pausesAreAsJfrHasThem(Collector collector) throws Exception {
        assumeTrue(Runtime.version().feature() >= collector.since);
        Path recording = folder.resolve(collector + ".jfr");
        run(collector, recording);
        Script script = Script.of(recording, ConvertOptions.defaults());
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

    /** Each collector has events of its own, and each JDK its way to write them. */
    @ParameterizedTest
    @EnumSource(Collector.class)
    void bothReadersAgree(Collector collector) throws Exception {
        assumeTrue(Runtime.version().feature() >= collector.since);
        Path recording = folder.resolve(collector + ".jfr");
        run(collector, recording);
        SourcesAgreement.assertEvents(recording, folder);
        SourcesAgreement.assertTraces(recording, folder);
    }

    private static void run(Collector collector, Path recording)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx128m");
        command.addAll(collector.flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Load.class.getName(), recording.toString()));
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
                List<Thread> threads = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    threads.add(Script.start("allocates-" + i, Load::allocate));
                }
                for (Thread thread : threads) {
                    thread.join();
                }
                System.gc();
                recording.stop();
                recording.dump(Path.of(args[0]));
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
