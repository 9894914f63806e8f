package dev.jfrtrace.bridge.translate;

import static dev.jfrtrace.bridge.translate.Made.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.bridge.source.JfrThread;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The logs that tell what threads took; the machine here has four CPUs. */
class CpuTimesTest extends CpuFixture {
    private static List<String> said(ParsedTrace trace) {
        return trace.logs("cpu time").stream().map(log -> log.text("Message")).toList();
    }

    private List<String> said() throws IOException {
        return said(Made.of(recording, folder).trace());
    }

    /** Of one that is blocked then, it stands where it does not make it run. */
    @Test
    void aLoadIsToldAtTheEndOfItsPeriod() throws IOException {
        load(1_000, 0, 0.1);
        load(2_000, 0, 0.1);
        load(2_000, 1, 0.24);
        load(3_000, 0, 0.05);
        load(3_000, 1, 0.24);
        cpus();
        recording.event("test.Act").at(2_990 * MS).on(threads.get(0));
        recording.event("test.Act").at(3_010 * MS).on(threads.get(0));
        Made made = Made.of(recording, folder);
        assertThat(said(made.trace()))
                .containsExactlyInAnyOrder(
                        "400 ms of CPU time within 1000 ms, by G10 worker",
                        "400 ms of CPU time within 1000 ms, by G10 worker",
                        "960 ms of CPU time within 1000 ms",
                        "200 ms of CPU time within 1000 ms",
                        "960 ms of CPU time within 1000 ms");
        List<ParsedTrace.Event> logs = made.trace().logs("cpu time");
        assertThat(logs.get(0).time()).isBetween(Made.at(1_000 * MS), Made.at(1_001 * MS));
        assertThat(at(made, 0, 1_000)).isEqualTo("Waiting");
        assertThat(made.trace().spans(10, "Running")).as("its words").hasSize(3);
    }

    /** What is left is told at the end. */
    @Test
    void littleIsToldTogether() throws IOException {
        load(1_000, 0, 0.1);
        load(2_000, 0, 0.000_5);
        load(3_000, 0, 0.001);
        cpus();
        assertThat(said())
                .containsExactly(
                        "400 ms of CPU time within 1000 ms, by G10 worker",
                        "6 ms of CPU time within 2000 ms, by G10 worker");
    }

    /** What a thread took in a life that began long before is not of this time. */
    @Test
    void whatWasTakenBeforeTheRecordingIsNotTold() throws IOException {
        make(60_000);
        load(1_000, 0, 0.1);
        load(2_000, 0, 0.1);
        cpus();
        assertThat(said()).containsExactly("400 ms of CPU time within 1000 ms, by G10 worker");
    }

    /** Half a second of it before the recording, and up to all of that on a CPU. */
    @ParameterizedTest
    @ValueSource(longs = {1, 3})
    void whatTheMainThreadTookToStartTheJvmIsNotTold(long id) throws IOException {
        make(500);
        JfrThread main = recording.thread("main", id, 99);
        recording.event("ThreadStart").at(20 * MS).on(main);
        recording
                .event("ThreadCPULoad")
                .at(1_000 * MS)
                .on(main)
                .with("user", 0.2)
                .with("system", 0.0);
        load(1_000, 0, 0.1);
        cpus();
        assertThat(said())
                .containsExactlyInAnyOrder(
                        "686 ms of CPU time within 980 ms, by G" + id + " main",
                        "400 ms of CPU time within 1000 ms, by G10 worker");
    }

    /** For the system they are one thread: JFR takes what main took for news of the other. */
    @Test
    void whatTheMainThreadTookIsNotToldOfWhatBecomesOfIt() throws IOException {
        JfrThread rest = recording.thread("DestroyJavaVM", 27, 99);
        recording.event("ThreadStart").at(1_500 * MS).on(rest);
        for (long at = 2_000; at <= 3_000; at += 1_000) {
            recording
                    .event("ThreadCPULoad")
                    .at(at * MS)
                    .on(rest)
                    .with("user", 0.25)
                    .with("system", 0.0);
            load(at, 0, 0.1);
        }
        cpus();
        Made made = Made.of(recording, folder);
        assertThat(said(made.trace())).allMatch(log -> log.endsWith(", by G10 worker"));
        assertThat(made.trace().at(27, Made.at(2_500 * MS)).state()).isEqualTo("Waiting");
        assertThat(made.count("ThreadCPULoad", Fate.EVIDENCE)).isEqualTo(4);
    }

    /** Newer JVMs give each load its own time, and the machine may be full. */
    @Test
    void loadsOfOneSweepTellOfOnePeriod() throws IOException {
        for (long at = 1_000; at <= 2_000; at += 1_000) {
            for (int i = 0; i < 6; i++) {
                load(at + 3 * i, i, 0.16);
            }
        }
        cpus();
        Made made = Made.of(recording, folder);
        long all =
                said(made.trace()).stream()
                        .mapToLong(log -> CpuTimeLog.of(log).get().millis())
                        .sum();
        assertThat(all).isBetween(2 * 6 * 625L, 2 * 6 * 650L);
        for (int i = 0; i < 6; i++) {
            assertThat(CpuFixture.at(made, i, 1_500)).as("a full machine").isEqualTo("Running");
        }
    }

    @Test
    void aThreadThatStartedInAPeriodTookItSinceThen() throws IOException {
        recording.event("ThreadStart").at(1_900 * MS).on(threads.get(3));
        load(1_000, 0, 0.1);
        load(2_000, 0, 0.1);
        load(2_000, 3, 0.2);
        cpus();
        assertThat(said()).contains("80 ms of CPU time within 100 ms, by G13 worker");
    }

    /** As the compilers' threads do, whose loads at their ends are of no other thread. */
    @Test
    void aThreadThatStartsAgainTookItInItsOwnLife() throws IOException {
        JfrThread compiler = recording.thread("C1 CompilerThread1", 30, 300);
        compiles(compiler, 300);
        recording.event("ThreadEnd").at(300 * MS).on(compiler);
        load(1_000, 0, 0.1);
        load(1_000, 1, 0.1);
        for (long start : new long[] {1_200, 1_900}) {
            recording.event("ThreadStart").at(start * MS).on(compiler);
            compiles(compiler, start + 50);
            recording.event("ThreadEnd").at((start + 50) * MS).on(compiler);
        }
        load(2_000, 0, 0.1);
        load(2_000, 1, 0.1);
        cpus();
        assertThat(said())
                .containsExactlyInAnyOrder(
                        "240 ms of CPU time within 300 ms, by G30 C1 CompilerThread1",
                        "400 ms of CPU time within 1000 ms, by G10 worker",
                        "400 ms of CPU time within 1000 ms, by G11 worker",
                        "40 ms of CPU time within 50 ms",
                        "40 ms of CPU time within 50 ms",
                        "400 ms of CPU time within 1000 ms, by G10 worker",
                        "400 ms of CPU time within 1000 ms, by G11 worker");
    }

    /** As those of a pool that is shut down: JFR goes through all others when it is time. */
    @Test
    void threadsThatEndTogetherEndNobodyElsesPeriod() throws IOException {
        sweep(1_000);
        load(1_000, 0, 0.2);
        for (int thread : new int[] {2, 3}) {
            load(1_600, thread, 0.01);
            recording.event("ThreadEnd").at(1_600 * MS).on(threads.get(thread));
        }
        load(2_000, 0, 0.2);
        load(2_000, 1, 0.1);
        cpus();
        Made made = Made.of(recording, folder);
        assertThat(said(made.trace()))
                .contains(
                        "24 ms of CPU time within 600 ms, by G12 worker",
                        "24 ms of CPU time within 600 ms, by G13 worker",
                        "400 ms of CPU time within 1000 ms, by G11 worker")
                .filteredOn(log -> log.startsWith("800 ms of CPU time within 1000 ms"))
                .hasSize(2);
    }

    /** JFR's periods are longer than its chunks: 10 s in its own settings. */
    @Test
    void whoEndsTookItSinceJfrLookedLastInAnEarlierChunk() throws IOException {
        recording.event("ThreadStart").at(1_500 * MS).on(threads.get(3));
        sweep(1_000);
        for (long chunk : new long[] {0, 1_800}) {
            recording
                    .event("ActiveSetting")
                    .at(chunk * MS)
                    .with("id", recording.typeId("ThreadCPULoad"))
                    .with("name", "period")
                    .with("value", "1 s");
            recording.event("CPUInformation").at(chunk * MS).with("hwThreads", 4L);
        }
        recording.cutAt(1_800 * MS);
        for (int thread : new int[] {2, 3}) {
            long end = 1_800 + 50 * thread;
            load(end, thread, 0.2);
            recording.event("ThreadEnd").at(end * MS).on(threads.get(thread));
        }
        sweep(2_000);
        assertThat(said())
                .contains(
                        "720 ms of CPU time within 900 ms, by G12 worker",
                        "360 ms of CPU time within 450 ms, by G13 worker");
    }

    private void compiles(JfrThread compiler, long at) {
        recording
                .event("ThreadCPULoad")
                .at(at * MS)
                .on(compiler)
                .with("user", 0.2)
                .with("system", 0.0);
    }

    /** JDK 17 takes each of its lives for a thread, with one and the same id. */
    @Test
    void soDoesAnotherThreadOfTheSameId() throws IOException {
        JfrThread first = recording.thread("C2 CompilerThread1", 30, 300);
        JfrThread second = recording.thread("C2 CompilerThread1", 30, 301);
        load(1_000, 0, 0.1);
        load(1_000, 1, 0.1);
        for (JfrThread life : List.of(first, second)) {
            long start = life == first ? 1_200 : 1_900;
            recording.event("ThreadStart").at(start * MS).on(life);
            compiles(life, start + 50);
            recording.event("ThreadEnd").at((start + 50) * MS).on(life);
        }
        cpus();
        // On its own goroutine or on the VM's: events tell when a compiler runs, and here are none.
        assertThat(said())
                .filteredOn(text -> text.startsWith("40 ms of CPU time within 50 ms"))
                .hasSize(2);
    }

    /** JFR writes nothing of those that took less than a millisecond, be it all of them. */
    @Test
    void periodsInWhichNobodyTookAnythingAreNotCounted() throws IOException {
        recording
                .event("ActiveSetting")
                .with("id", recording.typeId("ThreadCPULoad"))
                .with("name", "period")
                .with("value", "500 ms");
        load(500, 0, 0.1);
        load(3_000, 0, 0.1);
        cpus();
        assertThat(said())
                .containsExactly(
                        "200 ms of CPU time within 500 ms, by G10 worker",
                        "200 ms of CPU time within 500 ms, by G10 worker");
    }

    @Test
    @Tests(JfrMapping.CPU_LOAD)
    void allOfTheJvmIsToldBesides() throws IOException {
        recording.event("CPUInformation").at(1 * MS).with("hwThreads", 4L);
        recording.event("CPUInformation").at(2 * MS).with("hwThreads", 2L);
        for (long at = 1_000; at <= 4_000; at += 1_000) {
            recording
                    .event("CPULoad")
                    .at(at * MS)
                    .with("machineTotal", 0.5)
                    .with("jvmUser", 0.2)
                    .with("jvmSystem", 0.05);
        }
        assertThat(said()).containsExactly("4000 ms of CPU time within 4000 ms, by this JVM");
    }

    /** Which is up to a second before the end of any recording. */
    @Test
    void whatTheJvmTookIsKnownUpToItsLastLoad() throws IOException {
        recording.event("CPUInformation").at(1 * MS).with("hwThreads", 4L);
        for (long at = 1_000; at <= 3_000; at += 1_000) {
            recording
                    .event("CPULoad")
                    .at(at * MS)
                    .with("machineTotal", 0.5)
                    .with("jvmUser", 0.25)
                    .with("jvmSystem", 0.0);
        }
        assertThat(said()).containsExactly("3000 ms of CPU time within 3000 ms, by this JVM");
    }

    /** As JVMs on Windows write it. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 1})
    void aFirstLoadThatHasNoValueYetTellsNothing(double all) throws IOException {
        recording.event("CPUInformation").at(1 * MS).with("hwThreads", 4L);
        for (long at = 1_000; at <= 4_000; at += 1_000) {
            recording
                    .event("CPULoad")
                    .at(at * MS)
                    .with("machineTotal", at == 1_000 ? all : 0.5)
                    .with("jvmUser", at == 1_000 ? 0 : 0.25)
                    .with("jvmSystem", 0.0);
        }
        ParsedTrace trace = Made.of(recording, folder).trace();
        assertThat(trace.logs("machine")).isEmpty();
        assertThat(said(trace)).containsExactly("3000 ms of CPU time within 3000 ms, by this JVM");
    }

    private void setting(String name, String value) {
        recording
                .event("ActiveSetting")
                .with("id", recording.typeId("ExecutionSample"))
                .with("name", name)
                .with("value", value);
    }

    /** async-profiler says in the first chunk how it samples, and the next ones are read beside. */
    @Test
    void samplesOfAChunkThatDoesNotSaySoAreByCpuTimeAsOthersAre() throws IOException {
        for (long at = 200; at < 3_000; at += 100) {
            recording
                    .event("ExecutionSample")
                    .at(at * MS)
                    .on(threads.get(0))
                    .with("state", "STATE_RUNNABLE");
        }
        setting("enabled", "true");
        setting("event", "cpu");
        setting("interval", "20000000");
        assertThat(said())
                .hasSize(3)
                .allMatch(log -> log.matches("(160|200) ms of CPU time within \\d+ ms.*"));
    }

    /** Each stands for a period, and loads have it already where there are any. */
    @Test
    void samplesAreToldOnceASecondWhereThereAreNoLoads() throws IOException {
        for (long at = 200; at < 3_000; at += 100) {
            recording
                    .event("CPUTimeSample")
                    .at(at * MS)
                    .on(threads.get(0))
                    .with("samplingPeriod", 20 * MS);
        }
        assertThat(said().stream().map(CpuTimeLog::of).map(log -> log.get().millis()))
                .containsExactly(160L, 200L, 200L);
        load(1_000, 1, 0.1);
        cpus();
        assertThat(said()).containsExactly("400 ms of CPU time within 1000 ms, by G11 worker");
    }

    /** Only the part of a period that lies in it. */
    @Test
    void aPartOfARecordingHasItsPart() throws IOException {
        load(1_000, 0, 0.1);
        load(2_000, 0, 0.1);
        load(3_000, 0, 0.2);
        cpus();
        Made made = Made.of(recording, folder, 1_500 * MS, 2_250 * MS);
        assertThat(said(made.trace()))
                .containsExactly(
                        "200 ms of CPU time within 500 ms, by G10 worker",
                        "200 ms of CPU time within 250 ms, by G10 worker");
    }

    /** Live there are loads and looks, and nothing counts twice. */
    @Test
    @Tests(JfrMapping.THREAD_CPU)
    void liveEachTimeCountsOnce() throws IOException {
        LiveScript script = new LiveScript();
        long worker = script.thread("worker", 10, 100);
        script.introduce(worker, BlockReason.UNKNOWN, null);
        for (long at = 1_000; at <= 2_000; at += 500) {
            script.comes(JfrMapping.THREAD_CPU)
                    .on(worker)
                    .with(0, 100 * MS)
                    .with(1, -1)
                    .with(2, 4)
                    .from((at - 500) * MS, at * MS);
        }
        script.comes(JfrMapping.THREAD_CPU_LOAD)
                .on(worker)
                .with(JfrMapping.LOAD_OF_CPU, 200_000)
                .from(1_000 * MS, 2_000 * MS);
        assertThat(said(script.parsed(3_000 * MS, folder)))
                .containsExactly(
                        "100 ms of CPU time within 500 ms, by G10 worker",
                        "100 ms of CPU time within 500 ms, by G10 worker",
                        "100 ms of CPU time within 500 ms, by G10 worker");
    }

    /** It computed between the first looks at it, and slept since. */
    @Test
    void liveALoadTellsOnlyWhatLooksHaveNot() throws IOException {
        LiveScript script = new LiveScript();
        long worker = script.thread("worker", 10, 100);
        script.comes(JfrMapping.THREAD_START).on(worker).at(10 * MS);
        // Nobody had looked yet at the first 190 ms, of which the first load tells.
        liveLoad(script, worker, 500_000, 10, 200);
        liveLook(script, worker, 400, 900, 300);
        liveLoad(script, worker, 380_000, 200, 1_200);
        liveLook(script, worker, 900, 1_400, 20);
        liveLoad(script, worker, 8_000, 1_200, 2_200);
        long all =
                said(script.parsed(3_000 * MS, folder)).stream()
                        .mapToLong(log -> CpuTimeLog.of(log).get().millis())
                        .sum();
        // 95 and 380 and 8, of which looks saw 320.
        assertThat(all).isBetween(481L, 485L);
    }

    private static void liveLook(LiveScript script, long worker, long from, long to, long millis)
            throws IOException {
        script.comes(JfrMapping.THREAD_CPU)
                .on(worker)
                .with(0, millis * MS)
                .with(1, -1)
                .with(2, 4)
                .from(from * MS, to * MS);
    }

    private static void liveLoad(LiveScript script, long worker, long cpu, long from, long to)
            throws IOException {
        script.comes(JfrMapping.THREAD_CPU_LOAD)
                .on(worker)
                .with(JfrMapping.LOAD_OF_CPU, cpu)
                .from(from * MS, to * MS);
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        for (long goroutine : new long[] {CpuTimeLog.WRITER, CpuTimeLog.JVM, 28}) {
            CpuTimeLog log = new CpuTimeLog(goroutine, 237, 1_000);
            assertThat(CpuTimeLog.of(log.message("pool, by G7\n"))).contains(log);
        }
        assertThat(CpuTimeLog.of("somebody else's log")).isEmpty();
    }
}
