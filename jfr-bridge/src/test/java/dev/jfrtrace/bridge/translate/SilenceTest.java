package dev.jfrtrace.bridge.translate;

import static dev.jfrtrace.bridge.translate.Made.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.MadeRecording;
import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.ParsedTrace.Span;
import dev.jfrtrace.bridge.source.JfrThread;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thread is shown running only on evidence (T1). */
class SilenceTest {
    private static final long G = 7;

    @TempDir private Path folder;

    private MadeRecording recording;
    private JfrThread thread;

    @BeforeEach
    void makeThread() {
        recording = new MadeRecording();
        thread = recording.thread("worker-1", G, 700);
        recording.event("Nothing").at(1_000 * MS);
    }

    private void act(long... times) {
        for (long time : times) {
            recording.event("test.Act").at(time * MS).on(thread);
        }
    }

    private static Span at(Made made, long millis) {
        return made.trace().at(G, Made.at(millis * MS));
    }

    private static void assertThatItRuns(Made made, long... times) {
        for (long time : times) {
            assertThat(at(made, time).state()).as("at %d ms", time).isEqualTo("Running");
        }
    }

    private static void assertThatItIsSilent(Made made, long... times) {
        for (long time : times) {
            assertThat(at(made, time).state()).as("at %d ms", time).isEqualTo("Waiting");
            assertThat(at(made, time).reason()).as("at %d ms", time).isEqualTo("unknown");
        }
    }

    @Test
    void itRunsBetweenSignsThatAreClose() throws IOException {
        act(300, 350, 450, 460);
        Made made = Made.of(recording, folder);
        assertThatItIsSilent(made, 10, 299);
        assertThatItRuns(made, 301, 349, 351, 400, 449, 455);
        assertThatItIsSilent(made, 461, 999);
    }

    /** Pauses come more often than the gap, and the collector's threads wait between them. */
    @Test
    void aCollectorsWorkerIsSilentSooner() throws IOException {
        JfrThread worker = recording.vmThread("GC Thread#3", 701);
        for (double time : new double[] {300, 300.5, 350, 350.2}) {
            recording.event("PromoteObjectInNewPLAB").at((long) (time * MS)).on(worker);
        }
        Made made = Made.of(recording, folder);
        long g = Cast.VM_G + 1;
        assertThat(made.trace().at(g, Made.at(300 * MS + MS / 4)).state()).isEqualTo("Running");
        assertThat(made.trace().at(g, Made.at(325 * MS)).state()).isEqualTo("Waiting");
    }

    /** JFR tells neither its parks nor its monitors, unless a sampler finds it running. */
    @Test
    void aVirtualThreadIsSilentSooner() throws IOException {
        thread = recording.virtualThread("virtual", G);
        recording.event("VirtualThreadStart").at(200 * MS).on(thread);
        act(300, 308, 320);
        for (long time : new long[] {400, 420}) {
            recording
                    .event("ExecutionSample")
                    .at(time * MS)
                    .on(thread)
                    .with("state", "STATE_RUNNABLE");
        }
        act(440, 460);
        Made made = Made.of(recording, folder);
        assertThatItRuns(made, 301, 307, 410, 430);
        assertThatItIsSilent(made, 250, 310, 321, 450);
    }

    /** It waits for what comes next in a selector, of which there is no event. */
    @Test
    void aThreadThatWasSeenInASelectorIsSilentSooner() throws IOException {
        act(100, 150, 200);
        recording
                .event("NativeMethodSample")
                .at(260 * MS)
                .on(thread)
                .with("state", "STATE_RUNNABLE")
                .in("sun.nio.ch.EPoll.wait");
        act(300, 305, 350);
        Made made = Made.of(recording, folder);
        assertThatItRuns(made, 125, 175, 302);
        assertThat(at(made, 250).reason()).isEqualTo("network");
        assertThat(at(made, 330).state()).isEqualTo("Waiting");
    }

    /** What it compiles next may come within the gap, and it waits for that. */
    @Test
    void aCompilerIsSilentBetweenCompilations() throws IOException {
        thread = recording.thread("C1 CompilerThread0", G, 700);
        recording.event("Compilation").from(300 * MS, 310 * MS).on(thread);
        recording.event("Compilation").from(350 * MS, 360 * MS).on(thread);
        Made made = Made.of(recording, folder);
        assertThatItRuns(made, 305, 355);
        assertThatItIsSilent(made, 330, 362);
    }

    @Test
    void itIsSilentBetweenSignsThatAreFarApart() throws IOException {
        act(300, 401);
        Made made = Made.of(recording, folder);
        assertThatItIsSilent(made, 301, 350, 400);
        assertThat(made.trace().spans(G, "Running"))
                .filteredOn(span -> span.from() > Made.at(MS))
                .hasSize(2)
                .allMatch(span -> span.length() < 100);
    }

    @Test
    void silenceSaysWhoIsSilent() throws IOException {
        act(300);
        Made made = Made.of(recording, folder);
        assertThat(at(made, 500).begin().moved()).containsExactly("worker-#");
    }

    @Test
    void itMayRunOnToTheEnd() throws IOException {
        act(950);
        assertThatItRuns(Made.of(recording, folder), 951, 999);
    }

    @Test
    void aWaitIsKnowledge() throws IOException {
        act(280);
        recording.event("ThreadPark").from(300 * MS, 700 * MS).on(thread);
        act(750);
        Made made = Made.of(recording, folder);
        assertThatItRuns(made, 290, 701, 749);
        assertThat(at(made, 500).reason()).isEqualTo("sync (park)");
        assertThatItIsSilent(made, 751);
    }

    /** It shows that the thread ran at both its ends, and nothing of what is between. */
    @Test
    void aLongEventIsTwoSigns() throws IOException {
        recording.event("test.Long").from(300 * MS, 700 * MS).on(thread);
        recording.event("SomethingNew").from(850 * MS, 990 * MS).on(thread);
        Made made = Made.of(recording, folder);
        assertThatItIsSilent(made, 299, 301, 699, 701, 849, 851, 989);
        assertThat(made.trace().regions("test.Long"))
                .singleElement()
                .satisfies(
                        region ->
                                assertThat(region.length())
                                        .isBetween(400 * MS - 100, 400 * MS + 100));
    }

    @Test
    void aShortEventIsOneSign() throws IOException {
        recording.event("test.Short").from(300 * MS, 390 * MS).on(thread);
        Made made = Made.of(recording, folder);
        assertThatItRuns(made, 301, 389);
        assertThatItIsSilent(made, 299, 391);
    }

    @Test
    void aCompilerIsBusyAllTheWhile() throws IOException {
        recording
                .event("Compilation")
                .from(300 * MS, 700 * MS)
                .on(thread)
                .with("method", "Some.method")
                .with("compileLevel", 4);
        Made made = Made.of(recording, folder);
        assertThatItRuns(made, 301, 500, 699);
        assertThatItIsSilent(made, 299, 701);
    }

    @Test
    void samplesAreSigns() throws IOException {
        for (long time = 300; time <= 600; time += 20) {
            recording
                    .event("ExecutionSample")
                    .at(time * MS)
                    .on(thread)
                    .with("state", "STATE_RUNNABLE");
        }
        recording.event("NativeMethodSample").at(800 * MS).on(thread);
        recording.event("ExecutionSample").at(900 * MS).on(thread).with("state", "STATE_SLEEPING");
        Made made = Made.of(recording, folder);
        assertThatItRuns(made, 301, 450, 599);
        assertThatItIsSilent(made, 601, 800, 801, 899);
        assertThat(made.trace().at(7, Made.at(901 * MS)).reason()).isEqualTo("sync (waiting)");
        assertThat(made.trace().events("StackSample")).hasSize(16);
    }

    @Test
    void theVmThreadRunsOnlyWhileItHasSomethingToDo() throws IOException {
        recording.event("test.Act").at(300 * MS).on(recording.vmThread("VM Thread", 2_000));
        recording.event("GCPhasePause").from(400 * MS, 430 * MS).with("name", "Pause");
        recording.event("test.Act").at(600 * MS).on(thread);
        Made made = Made.of(recording, folder);
        ParsedTrace trace = made.trace();
        assertThat(trace.at(Cast.VM_G, Made.at(299 * MS)).reason()).isEqualTo("idle");
        assertThat(trace.at(Cast.VM_G, Made.at(301 * MS)).reason()).isEqualTo("idle");
        assertThat(trace.spans(Cast.VM_G, "Running"))
                .filteredOn(span -> span.length() > MS)
                .singleElement()
                .satisfies(
                        pause -> {
                            assertThat(pause.from())
                                    .isBetween(Made.at(400 * MS) - 5, Made.at(400 * MS) + 5);
                            assertThat(pause.to())
                                    .isBetween(Made.at(430 * MS), Made.at(430 * MS) + 50);
                        });
    }
}
