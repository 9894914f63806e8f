package dev.jfrtrace.bridge.translate;

import static dev.jfrtrace.bridge.translate.Made.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.ParsedTrace.Event;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.source.JfrThread;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What threads do while the world stands still. */
class StoppedWorldTest extends ThreadModelFixture {
    @Test
    void aThreadThatIsWokenInAPauseStartsAfterIt() throws IOException {
        act(5);
        wait("ThreadPark", 10, 20);
        pause(15, 30);
        act(35);
        Made made = translate();
        assertThatIs(
                made,
                G,
                "8 Running",
                "12 Waiting sync (park)",
                "17 Waiting sync (park)",
                "22 Runnable",
                "29 Runnable",
                "31 Running");
        assertThat(made.report().deferrals()).isZero();
    }

    @Test
    void aWaitThatBeginsInAPauseIsPutOff() throws IOException {
        act(10);
        pause(15, 30);
        wait("ThreadPark", 18, 40);
        act(45);
        Made made = translate();
        assertThatIs(
                made,
                G,
                "14 Running",
                "16 Runnable",
                "29 Runnable",
                "31 Waiting sync (park)",
                "39 Waiting sync (park)",
                "41 Running");
        assertThat(made.report().deferrals()).isEqualTo(1);
    }

    @Test
    void aWaitWithinAPauseIsPutOffAsAWhole() throws IOException {
        act(10);
        pause(15, 30);
        wait("ThreadPark", 18, 22);
        act(45);
        Made made = translate();
        assertThatIs(made, G, "16 Runnable", "20 Runnable", "29 Runnable", "31 Running");
        assertThat(made.trace().waits(G, "sync (park)"))
                .singleElement()
                .satisfies(wait -> assertThat(wait.length()).isLessThan(1_000));
        assertThat(made.count("ThreadPark", Fate.TRANSLATED)).isEqualTo(1);
    }

    @Test
    void aSystemCallGoesOnThroughAPause() throws IOException {
        act(5);
        wait("FileRead", 10, 40);
        pause(15, 30);
        act(45);
        assertThatIs(
                translate(),
                G,
                "8 Running",
                "14 Syscall",
                "20 Syscall",
                "39 Syscall",
                "41 Running");
    }

    /** It is stopped on its way back. */
    @Test
    void aSystemCallThatEndsInAPauseDoesNotRunThere() throws IOException {
        act(5);
        wait("FileRead", 10, 20);
        pause(15, 30);
        act(45);
        Made made = translate();
        assertThat(describe(made.trace().at(G, Made.at(25 * MS)))).isNotEqualTo("Running");
        assertThatIs(made, G, "14 Syscall", "31 Running", "44 Running");
    }

    @Test
    void aThreadThatIsHeardOfInAPauseStartsAfterIt() throws IOException {
        pause(15, 30);
        act(20, 45);
        Made made = translate();
        assertThatIs(made, G, "16 Waiting unknown", "29 Waiting unknown", "31 Running");
        assertThat(made.trace().logs("test.Act"))
                .extracting(Event::time)
                .satisfies(times -> assertThat(times.get(0)).isGreaterThan(Made.at(30 * MS)));
    }

    @Test
    void aThreadThatIsCreatedInAPauseStartsAfterIt() throws IOException {
        JfrThread child = recording.thread("child", 8, 800);
        act(5);
        pause(15, 30);
        recording.event("ThreadStart").at(20 * MS).on(child).with("parentThread", thread);
        recording.event("test.Act").at(40 * MS).on(child);
        Made made = translate();
        assertThatIs(made, 8, "10 nothing", "25 Runnable", "31 Running");
    }

    @Test
    void aThreadThatEndsInAPauseEndsAfterIt() throws IOException {
        act(5);
        pause(15, 30);
        recording.event("ThreadEnd").at(20 * MS).on(thread);
        act(25);
        recording.event("Nothing").at(40 * MS);
        Made made = translate();
        assertThatIs(made, G, "16 Runnable", "29 Runnable", "31 NotExist");
        assertThat(made.report().fates().get("test.Act"))
                .containsEntry(Fate.TRANSLATED, 1L)
                .containsEntry(Fate.AFTER_END, 1L);
    }

    @Test
    void threadsOfTheVmGoOnInAPause() throws IOException {
        JfrThread collector = recording.vmThread("GC Thread#0", 900);
        recording
                .event("GCPhaseParallel")
                .from(14 * MS, 28 * MS)
                .on(collector)
                .with("name", "Evacuate");
        pause(15, 30);
        Made made = translate();
        assertThat(made.trace().running(Made.at(16 * MS), Made.at(27 * MS)))
                .extracting(span -> made.trace().groups().get(span.begin().number("GoID")))
                .containsExactlyInAnyOrder("VM Thread", "GC Thread#");
    }
}
