package dev.jfrtrace.bridge.translate;

import static dev.jfrtrace.bridge.translate.Made.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.MadeRecording;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.bridge.source.JfrThread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who computed all the time, by what each took of the CPUs; the machine here has four. */
class CpuEvidenceTest {
    @TempDir private Path folder;

    private MadeRecording recording;
    private final List<JfrThread> threads = new ArrayList<>();

    @BeforeEach
    void makeThreads() {
        recording = new MadeRecording();
        for (int i = 0; i < 8; i++) {
            threads.add(recording.thread("worker", 10 + i, 100 + i));
            recording.event("test.Act").at(5 * MS).on(threads.get(i));
        }
        recording.event("Nothing").at(4_000 * MS);
    }

    private void cpus() {
        recording.event("CPUInformation").at(3_500 * MS).with("hwThreads", 4L);
    }

    private void load(long at, int thread, double user) {
        recording
                .event("ThreadCPULoad")
                .at(at * MS)
                .on(threads.get(thread))
                .with("user", user)
                .with("system", 0.0);
    }

    private static String at(Made made, int thread, long millis) {
        return made.trace().at(10 + thread, Made.at(millis * MS)).state();
    }

    @Test
    @Tests({JfrMapping.THREAD_CPU_LOAD, JfrMapping.CPU_INFORMATION})
    void whoTookAWholeCpuRan() throws IOException {
        load(1_000, 0, 0.24);
        load(1_000, 1, 0.12);
        load(2_000, 0, 0.24);
        cpus();
        Made made = Made.of(recording, folder);
        // From the first word on, through periods of which the recording does not say the length.
        assertThat(at(made, 0, 500)).isEqualTo("Running");
        assertThat(at(made, 0, 1_500)).isEqualTo("Running");
        assertThat(at(made, 0, 2_500)).as("goes on for a while").isEqualTo("Running");
        assertThat(at(made, 0, 3_200)).as("but not for ever").isEqualTo("Waiting");
        assertThat(at(made, 1, 500)).isEqualTo("Waiting");
        assertThat(made.count("ThreadCPULoad", Fate.EVIDENCE)).isEqualTo(3);
        assertThat(made.report().clippedAtEdge()).isZero();
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

    private static String dump(String cpu) {
        return String.join(
                "\n",
                "",
                "\"worker\" #10 prio=5 os_prio=0 cpu="
                        + cpu
                        + "ms elapsed=9s tid=0x7f nid=0x64"
                        + " runnable  [0x00007f]",
                "   java.lang.Thread.State: RUNNABLE",
                "\tat Worker.compute(Worker.java:42)",
                "");
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
}
