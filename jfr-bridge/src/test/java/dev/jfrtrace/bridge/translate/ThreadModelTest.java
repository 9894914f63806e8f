package dev.jfrtrace.bridge.translate;

import static dev.jfrtrace.bridge.translate.Made.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.MadeRecording;
import dev.jfrtrace.bridge.ParsedTrace.Span;
import dev.jfrtrace.bridge.mapping.Fate;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What threads do when events contradict each other, or lie over the edges. */
class ThreadModelTest extends ThreadModelFixture {
    // Waits that do not fit.

    @Test
    void aWaitWithinAnotherIsLeftOut() throws IOException {
        act(5);
        wait("SocketRead", 10, 50);
        wait("ThreadPark", 20, 30);
        act(55);
        Made made = translate();
        assertThatIs(
                made,
                G,
                "9 Running",
                "15 Waiting network",
                "25 Waiting network",
                "45 Waiting network",
                "51 Running");
        assertThat(made.count("ThreadPark", Fate.NESTED)).isEqualTo(1);
        assertThat(made.count("SocketRead", Fate.TRANSLATED)).isEqualTo(1);
    }

    @Test
    void aWaitThatOverlapsAnotherIsClipped() throws IOException {
        act(5);
        wait("ThreadPark", 10, 30);
        wait("JavaMonitorEnter", 20, 40);
        act(45);
        Made made = translate();
        assertThatIs(
                made,
                G,
                "15 Waiting sync (park)",
                "25 Waiting sync (park)",
                "35 Waiting sync (monitor enter)",
                "41 Running");
        assertThat(made.count("JavaMonitorEnter", Fate.CLIPPED)).isEqualTo(1);
    }

    @Test
    void waitsMayTouch() throws IOException {
        act(5);
        wait("ThreadPark", 10, 20);
        wait("ThreadSleep", 20, 30);
        wait("FileWrite", 30, 40);
        act(45);
        Made made = translate();
        assertThatIs(made, G, "19 Waiting sync (park)", "21 Waiting sleep", "31 Syscall");
        assertThat(made.report().fates().values())
                .allSatisfy(fates -> assertThat(fates).doesNotContainKey(Fate.CLIPPED));
    }

    @Test
    void aWaitWithoutLengthIsShown() throws IOException {
        act(5);
        wait("ThreadPark", 10, 10);
        act(15);
        assertThat(translate().trace().waits(G, "sync (park)")).hasSize(1);
    }

    @Test
    void whatHappensInAWaitIsPutOff() throws IOException {
        act(5);
        wait("ThreadPark", 10, 30);
        act(20, 35);
        Made made = translate();
        assertThatIs(made, G, "15 Waiting sync (park)", "29 Waiting sync (park)", "31 Running");
        assertThat(made.trace().logs("test.Act").get(1).time())
                .isBetween(Made.at(30 * MS), Made.at(30 * MS) + 100);
        assertThat(made.report().deferrals()).isEqualTo(1);
    }

    // Edges.

    @Test
    void anEventFromBeforeTheRecordingBeginsWithIt() throws IOException {
        wait("ThreadPark", -50, 20);
        act(25);
        Made made = translate();
        assertThatIs(made, G, "1 Waiting sync (park)", "19 Waiting sync (park)", "21 Running");
        assertThat(made.report().clippedAtEdge()).isEqualTo(1);
        assertThat(made.count("ThreadPark", Fate.TRANSLATED)).isEqualTo(1);
    }

    @Test
    void anEventThatEndedBeforeTheRecordingIsOutside() throws IOException {
        wait("ThreadPark", -50, -20);
        act(25);
        assertThat(translate().count("ThreadPark", Fate.OUTSIDE)).isEqualTo(1);
    }

    @Test
    void aWaitThatOutlastsTheWindowIsLeftOpen() throws IOException {
        act(5);
        wait("ThreadPark", 10, 60);
        Made made = Made.of(recording, folder, 0, 40 * MS);
        assertThatIs(made, G, "8 Running", "12 Waiting sync (park)");
        Span wait = made.trace().waits(G, "sync (park)").get(0);
        assertThat(wait.end()).isNull();
        assertThat(made.trace().end()).isLessThanOrEqualTo(Made.at(40 * MS) + 1_000);
    }

    @Test
    void anEmptyRecordingIsATraceOfTheCast() throws IOException {
        Made made = Made.of(new MadeRecording(), folder);
        assertThat(made.trace().groups()).containsOnlyKeys(Cast.VM_G);
        assertThat(made.generations()).isEqualTo(1);
    }

    @Test
    void aTableSaysWhatAThreadMayBecome() {
        long legal = 0;
        for (ThreadState from : ThreadState.values()) {
            for (ThreadState to : ThreadState.values()) {
                legal += from.mayBecome(to) ? 1 : 0;
            }
            assertThat(ThreadState.ENDED.mayBecome(from)).isFalse();
            assertThat(from.mayBecome(ThreadState.NEW)).isFalse();
        }
        assertThat(legal).isEqualTo(12);
    }
}
