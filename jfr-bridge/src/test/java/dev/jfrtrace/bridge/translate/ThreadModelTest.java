package dev.jfrtrace.bridge.translate;

import static dev.jfrtrace.bridge.translate.Made.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.MadeRecording;
import dev.jfrtrace.bridge.ParsedTrace.Event;
import dev.jfrtrace.bridge.ParsedTrace.Span;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.source.JfrThread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What threads do when events contradict each other, or the world stands still. */
class ThreadModelTest {
    private static final long G = 7;

    @TempDir private Path folder;

    private MadeRecording recording;
    private JfrThread thread;

    @BeforeEach
    void makeThread() {
        recording = new MadeRecording();
        thread = recording.thread("worker", G, 700);
    }

    private void pause(long from, long to) {
        recording
                .event("GCPhasePause")
                .from(from * MS, to * MS)
                .with("gcId", 1)
                .with("name", "Pause Young");
    }

    private void wait(String type, long from, long to) {
        recording.event(type).from(from * MS, to * MS).on(thread).in("Worker.run");
    }

    /** Something that it does; it runs at that instant. */
    private void act(long... times) {
        Arrays.stream(times).forEach(time -> recording.event("test.Act").at(time * MS).on(thread));
    }

    private Made translate() throws IOException {
        return Made.of(recording, folder);
    }

    /** Asserts state and reason at a number of times, given in milliseconds: "15 Running". */
    private static void assertThatIs(Made made, long g, String... expected) {
        List<String> found =
                Arrays.stream(expected)
                        .map(text -> Long.parseLong(text.split(" ", 2)[0]))
                        .map(time -> time + " " + describe(made.trace().at(g, Made.at(time * MS))))
                        .toList();
        assertThat(found).containsExactly(expected);
    }

    private static String describe(Span span) {
        if (span == null) {
            return "nothing";
        }
        return span.state().equals("Waiting") ? "Waiting " + span.reason() : span.state();
    }

    // A stopped world.

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
                .containsExactlyInAnyOrder("VM Thread", "GC Thread##");
    }

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

    // Lives.

    @Test
    void aThreadThatEndsWhileItWaitsEndsAfterwards() throws IOException {
        act(5);
        wait("ThreadPark", 10, 60);
        recording.event("ThreadEnd").at(40 * MS).on(thread);
        recording.event("Nothing").at(80 * MS);
        Made made = translate();
        assertThatIs(made, G, "30 Waiting sync (park)", "59 Waiting sync (park)", "61 NotExist");
    }

    @Test
    void aThreadThatEndsInASystemCallLeavesItFirst() throws IOException {
        act(5);
        wait("SocketWrite", 10, 60);
        recording.event("ThreadEnd").at(40 * MS).on(thread);
        recording.event("Nothing").at(80 * MS);
        Made made = translate();
        assertThatIs(made, G, "30 Syscall", "41 NotExist", "61 NotExist");
    }

    @Test
    void aThreadMayBeHeardOfBeforeItsStart() throws IOException {
        JfrThread child = recording.thread("child", 8, 800);
        recording.event("test.Act").at(5 * MS).on(child);
        recording.event("ThreadStart").at(10 * MS).on(child).with("parentThread", thread);
        recording.event("test.Act").at(15 * MS).on(child);
        Made made = translate();
        assertThatIs(made, 8, "4 nothing", "7 Running", "12 Running");
        assertThat(made.trace().creation(8).m()).isEqualTo(Cast.DISPATCHER_M);
    }

    @Test
    void aThreadIsCreatedByItsParentWhereThatRuns() throws IOException {
        JfrThread child = recording.thread("child", 8, 800);
        recording
                .event("ThreadStart")
                .at(10 * MS)
                .on(child)
                .with("parentThread", thread)
                .in("Thread.start", "Worker.run");
        recording.event("test.Act").at(15 * MS).on(child);
        Event creation = translate().trace().creation(8);
        assertThat(creation.m()).isEqualTo(700);
        assertThat(creation.g()).isEqualTo(G);
        assertThat(creation.stack()).containsExactly("Thread.start", "Worker.run");
        assertThat(creation.moved()).containsExactly("child");
    }

    /** The system gives the id of a thread that died, unseen, to another. */
    @Test
    void theSystemMayReuseTheIdOfAThread() throws IOException {
        JfrThread heir = recording.thread("heir", 8, 700);
        act(10);
        recording.event("test.Act").at(12 * MS).on(heir);
        recording.event("test.Act").at(14 * MS).on(heir);
        Made made = translate();
        assertThatIs(made, G, "11 Running", "13 Waiting unknown");
        assertThatIs(made, 8, "11 Waiting unknown", "13 Running");
        assertThat(made.trace().spans(8, "Running")).extracting(s -> s.begin().m()).contains(700L);
    }

    /** The same of one that has ended by then. */
    @Test
    void anHeirHasALifeOfItsOwn() throws IOException {
        JfrThread heir = recording.thread("heir", 8, 700);
        recording.event("ThreadStart").at(5 * MS).on(thread);
        recording.event("ThreadEnd").at(10 * MS).on(thread);
        recording.event("ThreadStart").at(20 * MS).on(heir);
        recording.event("ThreadEnd").at(30 * MS).on(heir);
        recording.event("Nothing").at(40 * MS);
        Made made = translate();
        assertThatIs(made, G, "4 nothing", "7 Running", "12 NotExist", "25 NotExist");
        assertThatIs(made, 8, "15 nothing", "25 Running", "32 NotExist");
        for (long g : new long[] {G, 8}) {
            Span run = made.trace().spans(g, "Running").get(0);
            assertThat(run.begin().m()).isEqualTo(700);
        }
    }

    /** Our own cast has ids that a thread of the system may have as well. */
    @Test
    void aThreadMayHaveTheIdsOfTheCast() throws IOException {
        JfrThread one = recording.thread("one", 1, 1);
        JfrThread two = recording.thread("two", 2, 2);
        JfrThread huge = recording.thread("huge", Long.MAX_VALUE, Long.MAX_VALUE);
        JfrThread lane = recording.thread("lane", 1_000_003, 1_000_003);
        for (JfrThread each : List.of(one, two, huge, lane)) {
            recording.event("test.Act").at(10 * MS).on(each);
            recording.event("test.Act").at(20 * MS).on(each);
        }
        Made made = translate();
        assertThat(made.trace().groups().values())
                .contains("one", "two", "huge", "lane", "VM Thread");
        assertThat(made.trace().running(Made.at(12 * MS), Made.at(18 * MS)))
                .extracting(span -> span.begin().m())
                .doesNotHaveDuplicates()
                .hasSize(4);
    }

    @Test
    void aVirtualThreadRunsOnACarrier() throws IOException {
        JfrThread virtual = recording.virtualThread("virtual", 9);
        recording.event("VirtualThreadStart").at(10 * MS).on(virtual);
        recording.event("test.Act").at(11 * MS).on(virtual);
        recording.event("VirtualThreadEnd").at(12 * MS).on(virtual);
        recording.event("Nothing").at(20 * MS);
        Made made = translate();
        assertThatIs(made, 9, "9 nothing", "11 Running", "13 NotExist");
        assertThat(made.trace().spans(9, "Running").get(0).begin().m())
                .isGreaterThanOrEqualTo(Cast.FIRST_CARRIER_M);
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
