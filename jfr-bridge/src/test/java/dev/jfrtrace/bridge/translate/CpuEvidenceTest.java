package dev.jfrtrace.bridge.translate;

import static dev.jfrtrace.bridge.translate.Made.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.bridge.source.JfrThread;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who computed all the time, by what each took of the CPUs; the machine here has four. */
class CpuEvidenceTest extends CpuFixture {
    @Test
    @Tests({JfrMapping.THREAD_CPU_LOAD, JfrMapping.CPU_INFORMATION})
    void whoTookAWholeCpuRan() throws IOException {
        load(1_000, 0, 0.24);
        load(1_000, 1, 0.12);
        load(2_000, 0, 0.24);
        load(2_000, 1, 0.12);
        load(3_000, 0, 0.24);
        cpus();
        Made made = Made.of(recording, folder);
        // From the first word on, through periods of which the recording does not say the length.
        assertThat(at(made, 0, 500)).isEqualTo("Running");
        assertThat(at(made, 0, 1_500)).isEqualTo("Running");
        assertThat(at(made, 0, 3_700)).as("goes on up to the end").isEqualTo("Running");
        assertThat(at(made, 1, 500)).isEqualTo("Waiting");
        assertThat(made.count("ThreadCPULoad", Fate.EVIDENCE)).isEqualTo(5);
        assertThat(made.report().clippedAtEdge()).isZero();
    }

    /** A fifth of a CPU is all of it in a fifth of the time. */
    @Test
    void whoTookAWholeCpuBetweenItsSleepsRan() throws IOException {
        sleep(0, 1_050, 1_850);
        sleep(1, 1_050, 1_150);
        for (int thread = 0; thread < 2; thread++) {
            load(1_000, thread, 0.001);
            load(3_000, thread, 0.05 * 1.2);
            load(4_000, thread, 0.001);
        }
        sleep(0, 2_010, 2_850);
        cpus();
        Made made = Made.of(recording, folder);
        assertThat(at(made, 0, 1_990)).isEqualTo("Running");
        assertThat(at(made, 0, 2_980)).isEqualTo("Running");
        assertThat(at(made, 0, 2_500)).isEqualTo("Waiting");
        assertThat(at(made, 1, 2_500)).as("it may have waited").isEqualTo("Waiting");
    }

    private void sleep(int thread, long from, long to) {
        recording.event("ThreadSleep").from(from * MS, to * MS).on(threads.get(thread));
    }

    /** A twentieth of a CPU is a fortieth of the two that the container leaves, not of 64. */
    @Test
    @Tests(JfrMapping.CONTAINER_CONFIGURATION)
    void aContainersCpusCount() throws IOException {
        load(1_000, 0, 0.025);
        recording.event("CPUInformation").at(1 * MS).with("hwThreads", 64L);
        recording.event("ContainerConfiguration").at(2 * MS).with("effectiveCpuCount", 2L);
        assertThat(at(Made.of(recording, folder), 0, 500)).isEqualTo("Waiting");
    }

    /** As with taskset, which JFR says nothing of. */
    @Test
    void noThreadTakesMoreThanACpu() throws IOException {
        load(1_000, 0, 0.5);
        load(1_000, 1, 0.2);
        recording.event("CPUInformation").at(1 * MS).with("hwThreads", 64L);
        Made made = Made.of(recording, folder);
        assertThat(at(made, 0, 500)).isEqualTo("Running");
        assertThat(at(made, 1, 500)).isEqualTo("Waiting");
    }

    /** A bit is enough for that, and the event can still be read. */
    @Test
    void aLoadThatIsDamagedIsNoMoreThanThat() throws IOException {
        load(1_000, 0, 0.01);
        load(2_000, 0, -0.25);
        load(3_000, 0, 0.24);
        cpus();
        Made made = Made.of(recording, folder);
        assertThat(at(made, 0, 1_500)).isEqualTo("Waiting");
        assertThat(at(made, 0, 2_500)).isEqualTo("Running");
    }

    @Test
    void andOneThatIsTooHighMakesTheMachineNoSmaller() throws IOException {
        load(1_000, 0, 0.01);
        load(2_000, 1, 30);
        load(3_000, 0, 0.01);
        cpus();
        assertThat(at(Made.of(recording, folder), 0, 2_500)).isEqualTo("Waiting");
    }

    @Test
    void whatACarrierTakesItsVirtualThreadsTake() throws IOException {
        JfrThread carrier = new JfrThread(-1, 0, 40, 400, "carrier", "x", false, true);
        recording.event("ThreadPark").from(10 * MS, 20 * MS).on(carrier);
        recording
                .event("ThreadCPULoad")
                .at(1_000 * MS)
                .on(carrier)
                .with("user", 0.25)
                .with("system", 0.0);
        cpus();
        Made made = Made.of(recording, folder);
        assertThat(made.trace().at(40, Made.at(500 * MS)).reason()).isEqualTo("carrier");
    }

    @Test
    void theLoadOfTheNextPeriodEndsIt() throws IOException {
        load(1_000, 0, 0.24);
        load(2_000, 0, 0.001);
        load(3_000, 0, 0.001);
        cpus();
        Made made = Made.of(recording, folder);
        assertThat(at(made, 0, 900)).isEqualTo("Running");
        assertThat(at(made, 0, 1_500)).isEqualTo("Waiting");
    }

    private void look(long from, int thread, long cpu, long waiting) {
        recording
                .event("dev.jfrtrace.ThreadCpu")
                .from(from * MS, (from + 500) * MS)
                .with("thread", threads.get(thread))
                .with("cpu", cpu * MS)
                .with("waiting", waiting < 0 ? -1L : waiting * MS)
                .with("processors", 4L);
    }

    /** Where it is known how long a thread waited for a CPU, nothing need be guessed. */
    @Test
    @Tests(JfrMapping.THREAD_CPU)
    void whoRanOrWaitedForACpuAllTheTimeIsShownRunning() throws IOException {
        look(500, 0, 480, -1);
        look(500, 1, 150, 300);
        look(500, 2, 150, 100);
        look(500, 3, 150, -1);
        Made made = Made.of(recording, folder);
        assertThat(at(made, 0, 900)).isEqualTo("Running");
        assertThat(at(made, 1, 900)).isEqualTo("Running");
        assertThat(at(made, 2, 900)).as("it has slept too").isEqualTo("Waiting");
        assertThat(at(made, 3, 900)).as("nobody knows").isEqualTo("Waiting");
        assertThat(made.count("dev.jfrtrace.ThreadCpu", Fate.EVIDENCE)).isEqualTo(2);
    }

    @Test
    void aLongWaitForACpuIsSaidOnTheThread() throws IOException {
        look(500, 1, 150, 300);
        Made made = Made.of(recording, folder);
        assertThat(made.count("dev.jfrtrace.ThreadCpu", Fate.TRANSLATED)).isEqualTo(1);
        assertThat(made.trace().events())
                .filteredOn(e -> e.kind().equals("Log") && e.text("Category").equals("cpu"))
                .extracting(e -> e.text("Message"))
                .containsExactly("in 500 ms on a CPU 30 %, waiting for one 60 %");
        assertThat(CpuWaitLog.of("in 500 ms on a CPU 30 %, waiting for one 60 %"))
                .contains(new CpuWaitLog(500, 30, 60));
        assertThat(CpuWaitLog.of("on a CPU")).isEmpty();
    }

    /** Eight threads share four CPUs: of none is it known how long it waited. */
    @Test
    void looksTellToo() throws IOException {
        for (int i = 0; i < 8; i++) {
            look(500, i, 240, -1);
        }
        assertThat(at(Made.of(recording, folder), 7, 900)).isEqualTo("Running");
    }

    @Test
    void whoComputedThroughAPauseRunsBehindIt() throws IOException {
        recording.event("GCPhasePause").from(990 * MS, 1_030 * MS).with("name", "Pause");
        load(1_000, 1, 0.001);
        load(2_000, 0, 0.24);
        cpus();
        Made made = Made.of(recording, folder);
        assertThat(at(made, 0, 1_010)).isNotEqualTo("Running");
        assertThat(at(made, 0, 1_100)).isEqualTo("Running");
    }

    @Test
    void whoGotLessThanItWantedRanOrWaitedForACpu() throws IOException {
        for (int i = 0; i < 7; i++) {
            load(1_000, i, 0.135);
        }
        load(1_000, 7, 0.02);
        cpus();
        Made made = Made.of(recording, folder);
        for (int i = 0; i < 7; i++) {
            assertThat(at(made, i, 500)).isEqualTo("Running");
        }
        assertThat(at(made, 7, 500)).as("took little of what there was").isEqualTo("Waiting");
    }

    /** JFR tells what was left for others, too. */
    @Test
    @Tests(JfrMapping.CPU_LOAD)
    void otherProgramsTakeFromTheMachineAsWell() throws IOException {
        load(1_000, 0, 0.1);
        recording.event("CPULoad").at(1_000 * MS).with("machineTotal", 0.99);
        load(3_000, 1, 0.1);
        recording.event("CPULoad").at(3_000 * MS).with("machineTotal", 0.3);
        cpus();
        Made made = Made.of(recording, folder);
        assertThat(at(made, 0, 500)).isEqualTo("Running");
        assertThat(at(made, 1, 2_000)).isEqualTo("Waiting");
        assertThat(made.trace().logs("machine")).hasSize(1);
    }

    private void machine(long at, double all, double ours) {
        recording
                .event("CPULoad")
                .at(at * MS)
                .with("machineTotal", all)
                .with("jvmUser", ours - 0.02)
                .with("jvmSystem", 0.02);
    }

    /** A load tells of the time since the one before; of the first that is not known. */
    @Test
    void whoHadAllTheCpusIsSaid() throws IOException {
        machine(2_000, 0.97, 0.21);
        machine(2_250, 0.94, 0.5);
        machine(2_750, 1, 1.003);
        Made made = Made.of(recording, folder);
        assertThat(messages(made, "machine"))
                .containsExactly(
                        "all CPUs were busy for 1.0 s: this JVM took 21 %, others 76 %; who is"
                                + " running may have waited for one",
                        "all CPUs were busy for 0.5 s: this JVM took 100 %, others 0 %; who is"
                                + " running may have waited for one");
        assertThat(made.trace().at(Cast.VM_G, Made.at(2_001 * MS)).state())
                .as("the log is ours, and no work of the VM thread's")
                .isEqualTo("Waiting");
        assertThat(MachineLog.of(messages(made, "machine").get(0)))
                .contains(new MachineLog(10, 21, 76));
        assertThat(MachineLog.of("all CPUs were busy")).isEmpty();
    }

    private static List<String> messages(Made made, String category) {
        return made.trace().logs(category).stream().map(log -> log.text("Message")).toList();
    }

    /** Its threads take little, all alike, since there is little to do. */
    @Test
    void aQuietProgramOnABusyMachineIsIdle() throws IOException {
        for (int i = 0; i < 8; i++) {
            load(1_000, i, 0.01);
        }
        recording.event("CPULoad").at(1_000 * MS).with("machineTotal", 0.99);
        cpus();
        Made made = Made.of(recording, folder);
        for (int i = 0; i < 8; i++) {
            assertThat(at(made, i, 500)).isEqualTo("Waiting");
        }
    }

    @Test
    void waitsOfWhichThereAreEventsAreWaits() throws IOException {
        load(1_000, 0, 0.24);
        recording.event("ThreadPark").from(300 * MS, 400 * MS).on(threads.get(0));
        cpus();
        Made made = Made.of(recording, folder);
        assertThat(at(made, 0, 250)).isEqualTo("Running");
        assertThat(at(made, 0, 350)).isEqualTo("Waiting");
        assertThat(at(made, 0, 700)).isEqualTo("Running");
    }

    /** It did not run before it was there. */
    @Test
    void noThreadRunsBeforeItsStart() throws IOException {
        JfrThread young = recording.thread("young", 30, 300);
        recording.event("ThreadStart").at(600 * MS).on(young);
        recording
                .event("ThreadCPULoad")
                .at(1_000 * MS)
                .on(young)
                .with("user", 0.25)
                .with("system", 0.0);
        cpus();
        Made made = Made.of(recording, folder);
        assertThat(made.trace().at(30, Made.at(500 * MS))).isNull();
        assertThat(made.trace().at(30, Made.at(900 * MS)).state()).isEqualTo("Running");
    }

    /** A thread may have computed for all its life, and have stopped when the recording began. */
    @Test
    void theFirstLoadOfAnOldThreadTellsOfItsLife() throws IOException {
        make(60_000);
        JfrThread young = recording.thread("young", 30, 300);
        recording.event("ThreadStart").at(100 * MS).on(young);
        load(1_000, 0, 0.24);
        recording
                .event("ThreadCPULoad")
                .at(1_000 * MS)
                .on(young)
                .with("user", 0.24)
                .with("system", 0.0);
        load(2_000, 0, 0.01);
        load(2_000, 1, 0.12);
        cpus();
        Made made = Made.of(recording, folder);
        assertThat(at(made, 0, 500)).isEqualTo("Waiting");
        assertThat(made.trace().at(30, Made.at(500 * MS)).state()).isEqualTo("Running");
    }

    /** Nobody can prove it, but it would be a rare accident otherwise. */
    @Test
    void whoGoesOnAsInAllItsLifeDidSoInTheFirstPeriodToo() throws IOException {
        make(60_000);
        load(1_000, 0, 0.24);
        load(2_000, 0, 0.24);
        cpus();
        Made made = Made.of(recording, folder);
        assertThat(at(made, 0, 500)).isEqualTo("Running");
        assertThat(at(made, 0, 1_500)).isEqualTo("Running");
    }

    /** Where nobody took a thing there is no load, and the next one is not of all that time. */
    @Test
    void aLoadIsOfOnePeriod() throws IOException {
        recording
                .event("ActiveSetting")
                .with("id", recording.typeId("ThreadCPULoad"))
                .with("name", "period")
                .with("value", "500 ms");
        sweep(1_000);
        load(3_000, 0, 0.24);
        load(3_000, 1, 0.01);
        cpus();
        Made made = Made.of(recording, folder);
        assertThat(at(made, 0, 2_000)).isEqualTo("Waiting");
        assertThat(at(made, 0, 2_700)).isEqualTo("Running");
    }

    @Test
    void dumpsTellItByTheCpuTimeInEach() throws IOException {
        recording.event("ThreadDump").at(300 * MS).with("result", dump("50.25"));
        recording.event("ThreadDump").at(2_300 * MS).with("result", dump("2000.00"));
        cpus();
        Made made = Made.of(recording, folder);
        assertThat(at(made, 0, 200)).isEqualTo("Waiting");
        assertThat(at(made, 0, 1_000)).isEqualTo("Running");
        assertThat(made.count("ThreadDump", Fate.EVIDENCE)).isEqualTo(2);
    }

    private void shortLife(int number, long from, long to, double user) {
        JfrThread thread = recording.thread("short", 50 + number, 500 + number);
        recording.event("ThreadStart").at(from * MS).on(thread);
        recording
                .event("ThreadCPULoad")
                .at(to * MS)
                .on(thread)
                .with("user", user)
                .with("system", 0.0);
        recording.event("ThreadEnd").at(to * MS).on(thread);
    }

    /** Each took a part of the machine for a part of the time, and never two at once. */
    @Test
    void threadsThatLivedOneAfterTheOtherDoNotFillTheMachine() throws IOException {
        load(1_000, 0, 0.025);
        load(1_000, 1, 0.025);
        for (int i = 0; i < 9; i++) {
            shortLife(i, 1_050 + 100 * i, 1_110 + 100 * i, 0.15);
        }
        load(2_000, 0, 0.025);
        load(2_000, 1, 0.025);
        cpus();
        Made made = Made.of(recording, folder);
        assertThat(at(made, 0, 1_700)).isEqualTo("Waiting");
    }

    /** Who had a CPU for itself before is no measure for those that then share all there are. */
    @Test
    void whoSharesTheMachineWantedItThoughOthersHadMoreBefore() throws IOException {
        sweep(1_000);
        for (int i = 0; i < 10; i++) {
            shortLife(i, 1_005 + 4 * i, 1_008 + 4 * i, 0.25);
        }
        for (int i = 0; i < 8; i++) {
            load(2_000, i, 0.11);
        }
        cpus();
        Made made = Made.of(recording, folder);
        assertThat(at(made, 0, 1_700)).isEqualTo("Running");
    }
}
