package dev.jfrtrace.bridge.truth;

import static dev.jfrtrace.bridge.truth.Performance.MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jfrtrace.bridge.LossyRecording;
import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.ParsedTrace.Event;
import dev.jfrtrace.bridge.ParsedTrace.Pair;
import dev.jfrtrace.bridge.ParsedTrace.Span;
import dev.jfrtrace.bridge.Script;
import dev.jfrtrace.bridge.convert.ConvertOptions;
import dev.jfrtrace.bridge.source.LostBytes;
import dev.jfrtrace.bridge.source.chunk.Tally;
import dev.jfrtrace.bridge.truth.Performance.House;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What lies over the edges of a trace, or of something else; and what is lost. */
@Timeout(120)
class EdgesTruthTest {
    @Name("truth.Outer")
    static final class Outer extends jdk.jfr.Event {}

    @Name("truth.Inner")
    static final class Inner extends jdk.jfr.Event {}

    @Name("truth.Crossing")
    static final class Crossing extends jdk.jfr.Event {}

    @Name("truth.Early")
    static final class Early extends jdk.jfr.Event {}

    /** A JVM that is alone on its machine may keep up once. */
    private static final int FLOODS = 4;

    @TempDir private Path folder;

    /** Spans of the script, measured around the events. */
    private record Lengths(long outer, long inner, long crossing) {}

    private Lengths said;

    /** Inner lies within Outer; Crossing begins in it and ends after it. */
    private void overlap() throws InterruptedException {
        Outer outer = new Outer();
        Inner inner = new Inner();
        Crossing crossing = new Crossing();
        long outerBegin = System.nanoTime();
        outer.begin();
        Thread.sleep(10);
        long innerBegin = System.nanoTime();
        inner.begin();
        Thread.sleep(10);
        inner.commit();
        long innerEnd = System.nanoTime();
        crossing.begin();
        Thread.sleep(10);
        outer.commit();
        long outerEnd = System.nanoTime();
        Thread.sleep(10);
        crossing.commit();
        said =
                new Lengths(
                        outerEnd - outerBegin, innerEnd - innerBegin, System.nanoTime() - innerEnd);
    }

    @ParameterizedTest
    @EnumSource(names = {"FULL", "BALANCED", "LIVE"})
    void whatNestsIsARegionAndWhatCrossesATask(House house) throws Exception {
        Performance.attempt(
                () -> {
                    Thread[] worker = new Thread[1];
                    Performance seen =
                            Performance.of(
                                    house,
                                    folder,
                                    () -> {
                                        worker[0] = Script.start("worker", this::overlap);
                                        worker[0].join();
                                    });
                    ParsedTrace trace = seen.trace();
                    assertIs(trace.regions("truth.Outer"), said.outer, worker[0]);
                    assertIs(trace.regions("truth.Inner"), said.inner, worker[0]);
                    assertIs(trace.tasks("truth.Crossing"), said.crossing, worker[0]);
                });
    }

    /** One, as long as the script has it, but for what lies between two instructions. */
    private static void assertIs(List<Pair> spans, long length, Thread thread) {
        assertThat(spans).hasSize(1);
        assertThat(spans.get(0).begin().g()).isEqualTo(thread.getId());
        assertThat(spans.get(0).length()).isBetween(length - 5 * MS, length + MS);
    }

    /** Who begins an event is not who ends it: that one starts, or waits, in between. */
    @ParameterizedTest
    @EnumSource(names = {"FULL", "BALANCED", "LIVE"})
    void whatAnotherBeganIsATaskFromTheBeginOn(House house) throws Exception {
        Performance.attempt(
                () -> {
                    List<Thread> enders = new ArrayList<>();
                    Performance seen =
                            Performance.of(
                                    house,
                                    folder,
                                    () -> {
                                        enders.add(handToNewThread());
                                        enders.add(handToWaitingThread());
                                    });
                    ParsedTrace trace = seen.trace();
                    assertThat(trace.regions("truth.Outer")).isEmpty();
                    assertIsHandedOver(trace, "truth.Outer", 160, enders.get(0));
                    assertIsHandedOver(trace, "truth.Inner", 40, enders.get(1));
                    long born = trace.spans(enders.get(0).getId()).get(0).begin().time();
                    long begun = trace.tasks("truth.Outer").get(0).begin().time();
                    assertThat(born - begun).isBetween(145 * MS, 165 * MS);
                });
    }

    private static Thread handToNewThread() throws InterruptedException {
        Outer outer = new Outer();
        outer.begin();
        Thread.sleep(150);
        Thread ender =
                Script.start(
                        "starts",
                        () -> {
                            Thread.sleep(10);
                            outer.commit();
                        });
        ender.join();
        return ender;
    }

    private static Thread handToWaitingThread() throws InterruptedException {
        CountDownLatch turn = new CountDownLatch(1);
        Inner inner = new Inner();
        Thread ender =
                Script.start(
                        "waits",
                        () -> {
                            turn.await();
                            inner.commit();
                        });
        Thread.sleep(30);
        inner.begin();
        Thread.sleep(40);
        turn.countDown();
        ender.join();
        return ender;
    }

    private static void assertIsHandedOver(
            ParsedTrace trace, String name, long millis, Thread ender) {
        assertThat(trace.tasks(name)).hasSize(1);
        Pair task = trace.tasks(name).get(0);
        assertThat(task.end().g()).isEqualTo(ender.getId());
        assertThat(task.begin().g()).isNotEqualTo(ender.getId());
        assertThat(task.length()).isBetween((millis - 5) * MS, (millis + 15) * MS);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CUT")
    void whatBeganBeforeIsShownFromTheBeginOn(House house) throws Exception {
        try (Recording first = new Recording()) {
            first.enable(Early.class);
            first.start();
            // From here on JFR hears of the begins of such events, too.
            new Early().commit();
        }
        Early early = new Early();
        early.begin();
        Thread.sleep(300);
        Performance seen =
                Performance.of(
                        house,
                        folder,
                        () -> {
                            Thread.sleep(200);
                            early.commit();
                        });
        ParsedTrace trace = seen.trace();
        List<Pair> regions = trace.regions("truth.Early");
        List<Event> late =
                trace.logs("late").stream()
                        .filter(log -> log.text("Message").startsWith("truth.Early, of "))
                        .toList();
        assertThat(regions.size() + late.size()).isEqualTo(1);
        if (!regions.isEmpty()) {
            long begin = trace.events().get(0).time();
            assertThat(regions.get(0).begin().time() - begin).isLessThan(MS);
            assertThat(regions.get(0).length()).isGreaterThan(190 * MS);
        }
        assertThat(house.isLive() || late.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void whoOutlivesTheTraceHasNoEnd(House house) throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        try {
            Performance seen =
                    Performance.of(
                            house,
                            folder,
                            () -> {
                                threads.add(Script.start("outlives-parked", end::await));
                                threads.add(Script.start("outlives-busy", () -> spin(end)));
                                Thread.sleep(700);
                            });
            for (Thread thread : threads) {
                List<Span> life = seen.trace().spans(thread.getId());
                Span last = life.get(life.size() - 1);
                assertThat(last.end()).isNull();
                assertThat(last.state())
                        .as("%s, %s", house, thread.getName())
                        .isIn("Waiting", "Running");
            }
            assertThat(seen.share(threads.get(0), "Waiting")).isGreaterThan(0.7);
        } finally {
            end.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    private static void spin(CountDownLatch end) {
        while (end.getCount() > 0) {
            Thread.onSpinWait();
        }
    }

    /**
     * More events than JFR's buffers take: what it loses it tells, and so does the trace. JDK 25
     * takes more memory instead, as long as there is any.
     */
    @Test
    @EnabledForJreRange(max = JRE.JAVA_17)
    void whatJfrLostIsTold() throws Exception {
        Path recording = folder.resolve("lossy.jfr");
        for (int i = 0; i < FLOODS && (i == 0 || lostBytes(recording) == 0); i++) {
            flood(recording);
        }
        assumeTrue(lostBytes(recording) > 0, "JFR keeps up with four threads");
        Script script = assertTellsLoss(recording);
        List<RecordedEvent> recorded = script.events("truth.Drop");
        assertThat(recorded).hasSizeLessThan(Flood.THREADS * Flood.EVENTS);
        assertThat(script.trace().logs("truth.Drop")).hasSameSizeAs(recorded);
    }

    /** What the JVM writes when it does lose something is the same on all JDKs. */
    @Test
    void whatJfrSaysThatItLostIsTold() throws Exception {
        Path recording = folder.resolve("lossless.jfr");
        try (Recording whole = new Recording()) {
            whole.enable("jdk.DataLoss");
            whole.start();
            new Early().commit();
            whole.stop();
            whole.dump(recording);
        }
        LossyRecording.lose(recording, 8_000, 8_000);
        LossyRecording.lose(recording, 8_000, 1_900_000);
        Script script = assertTellsLoss(recording);
        assertThat(script.report().lostBytes()).isEqualTo(1_900_000);
        Tally tally = new Tally(recording);
        tally.look();
        assertThat(tally.lostBytes().sum()).as("while it is recorded").isEqualTo(1_900_000);
        assertThat(script.trace().logs("truth.Early")).hasSize(1);
    }

    private static Script assertTellsLoss(Path recording) throws Exception {
        long lost = lostBytes(recording);
        assertThat(lost).isPositive();
        Script script = Script.of(recording, ConvertOptions.defaults());
        assertThat(script.report().lostBytes()).isEqualTo(lost);
        List<String> said =
                script.events("jdk.DataLoss").stream()
                        .map(e -> e.getLong("amount") + " bytes lost, " + e.getLong("total"))
                        .map(amount -> amount + " so far")
                        .toList();
        assertThat(script.trace().logs("data loss"))
                .extracting(log -> log.text("Message"))
                .containsExactlyInAnyOrderElementsOf(said)
                .isNotEmpty();
        return script;
    }

    private void flood(Path recording) throws Exception {
        List<String> command = new ArrayList<>(List.of(Program.JAVA, "-Xmx64m"));
        command.add("-XX:FlightRecorderOptions:memorysize=1M,globalbuffersize=64k");
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Flood.class.getName(), recording.toString()));
        Program.run(folder, command);
    }

    /** As the JDK reads it. */
    private static long lostBytes(Path recording) throws IOException {
        LostBytes lost = new LostBytes();
        RecordingFile.readAllEvents(recording).stream()
                .filter(event -> event.getEventType().getName().equals("jdk.DataLoss"))
                .forEach(event -> lost.add(event.getLong("amount"), event.getLong("total")));
        return lost.sum();
    }

    /** Threads that commit events faster than anybody writes them. */
    static final class Flood {
        private static final int THREADS = 4;
        private static final int EVENTS = 6_000;
        private static final String TEXT = "0123456789".repeat(100);

        @Name("truth.Drop")
        static final class Drop extends jdk.jfr.Event {
            String text;
        }

        private Flood() {}

        public static void main(String[] args) throws Exception {
            try (Recording recording = new Recording()) {
                recording.enable(Drop.class).withoutStackTrace();
                recording.enable("jdk.DataLoss");
                recording.start();
                List<Thread> threads = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    threads.add(Script.start("floods-" + i, Flood::flood));
                }
                for (Thread thread : threads) {
                    thread.join();
                }
                recording.stop();
                recording.dump(Path.of(args[0]));
            }
        }

        private static void flood() {
            String self = TEXT + Thread.currentThread().getName() + ' ';
            for (int i = 0; i < EVENTS; i++) {
                Drop drop = new Drop();
                // Texts that come again are written once.
                drop.text = self + i;
                drop.commit();
            }
        }
    }
}
