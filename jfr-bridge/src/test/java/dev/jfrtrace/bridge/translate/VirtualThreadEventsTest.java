package dev.jfrtrace.bridge.translate;

import static dev.jfrtrace.bridge.translate.Made.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.MadeRecording;
import dev.jfrtrace.bridge.ParsedTrace.Event;
import dev.jfrtrace.bridge.ParsedTrace.Span;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.bridge.source.JfrThread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the agent's events say of virtual threads, and what is left to JFR's then. */
class VirtualThreadEventsTest {
    private static final long G = 20;
    private static final long OTHER = 21;
    private static final long MAIN = 1;
    private static final long CARRIER = 30;
    private static final long CARRIER_M = 3_000;

    @TempDir private Path folder;

    private MadeRecording recording;
    private JfrThread virtual;
    private JfrThread other;
    private JfrThread main;
    private JfrThread carrier;

    @BeforeEach
    void makeThreads() {
        recording = new MadeRecording();
        virtual = recording.virtualThread("virtual", G);
        other = recording.virtualThread("other", OTHER);
        main = recording.thread("main", MAIN, 100);
        carrier = recording.carrier("ForkJoinPool-1-worker-1", CARRIER, CARRIER_M);
        recording.event("Nothing").at(900 * MS);
    }

    private void run(JfrThread thread, long from, long to, String state) {
        recording
                .event(JfrMapping.VIRTUAL_THREAD_RUN.event())
                .from(from * MS, to * MS)
                .with("virtualThread", thread)
                .with("eventThread", carrier)
                .with("state", state);
    }

    private void runnable(JfrThread thread, JfrThread by, long at) {
        runnable(thread, by, at, false);
    }

    private void runnable(JfrThread thread, JfrThread by, long at, boolean starts) {
        recording
                .event(JfrMapping.VIRTUAL_THREAD_RUNNABLE.event())
                .at(at * MS)
                .with("virtualThread", thread)
                .with("eventThread", by)
                .with("starts", starts);
    }

    private MadeRecording.Made wait(String type, long from, long to) {
        return recording.event(type).from(from * MS, to * MS).on(virtual).in("Worker.run");
    }

    private void pause(long from, long to) {
        recording
                .event("GCPhasePause")
                .from(from * MS, to * MS)
                .with("gcId", 1)
                .with("name", "Pause Young");
    }

    private Made made() throws IOException {
        Made made = Made.of(recording, folder);
        assertThat(made.report().refusalCount()).isZero();
        return made;
    }

    /** The states of a goroutine, one after the other: "10 Running". */
    private static List<String> states(Made made, long g) {
        return made.trace().spans(g).stream().map(VirtualThreadEventsTest::describe).toList();
    }

    private static String describe(Span span) {
        long millis = Math.round((double) (span.from() - Made.at(0)) / MS);
        String reason = span.state().equals("Waiting") ? " " + span.reason() : "";
        return millis + " " + span.state() + reason;
    }

    /** Its own goroutine has no part in what the carrier does, but when the trace begins. */
    private static void assertCarries(Made made) {
        assertThat(made.trace().running(Made.at(MS), Made.at(900 * MS)))
                .extracting(span -> span.begin().number("GoID"))
                .doesNotContain(CARRIER);
    }

    private static Event begin(Made made, long g, int index) {
        return made.trace().spans(g).get(index).begin();
    }

    @Test
    @Tests({
        JfrMapping.VIRTUAL_THREAD_RUN,
        JfrMapping.VIRTUAL_THREAD_RUNNABLE,
        JfrMapping.WRITER_RESET
    })
    void aThreadRunsInItsSlicesOnItsCarrierAndWaitsForOneBefore() throws IOException {
        runnable(virtual, main, 10, true);
        run(virtual, 12, 20, "PARKING");
        runnable(virtual, main, 30);
        run(virtual, 35, 40, "TERMINATED");
        recording.event(JfrMapping.WRITER_RESET.event()).at(40 * MS).on(carrier);
        Made made = made();
        assertThat(states(made, G))
                .containsExactly(
                        "10 Runnable",
                        "12 Running",
                        "20 Waiting sync (park)",
                        "30 Runnable",
                        "35 Running",
                        "40 NotExist");
        assertThat(begin(made, G, 0).g()).as("made by").isEqualTo(MAIN);
        assertThat(begin(made, G, 1).m()).isEqualTo(CARRIER_M);
        assertThat(begin(made, G, 3).g()).as("woken by").isEqualTo(MAIN);
        assertCarries(made);
        assertThat(made.count(JfrMapping.WRITER_RESET.event(), Fate.NOT_USED)).isEqualTo(1);
        assertThat(made.count(JfrMapping.VIRTUAL_THREAD_RUN.event(), Fate.TRANSLATED)).isEqualTo(2);
    }

    @Test
    void theFirstOfTwoEdgesCounts() throws IOException {
        run(virtual, 10, 20, "PARKING");
        runnable(virtual, main, 30);
        runnable(virtual, main, 31);
        run(virtual, 35, 40, "PARKING");
        assertThat(states(made(), G))
                .contains("20 Waiting sync (park)", "30 Runnable", "35 Running")
                .doesNotContain("31 Runnable");
    }

    /** Timers, and who was unparked on its way out: no goroutine has a part in it. */
    @Test
    void aCarrierWakesNobody() throws IOException {
        run(virtual, 10, 20, "TIMED_PARKING");
        runnable(virtual, carrier, 30);
        run(virtual, 35, 40, "PARKING");
        Made made = made();
        assertThat(begin(made, G, 3).m()).isEqualTo(Cast.DISPATCHER_M);
        assertCarries(made);
    }

    @Test
    void theStateSaysWhatAThreadLeavesFor() throws IOException {
        String[] endings = {"BLOCKING", "WAITING", "TIMED_WAITING", "YIELDING", "MYSTERY"};
        for (int i = 0; i < endings.length; i++) {
            run(virtual, 10 + i * 20, 20 + i * 20, endings[i]);
        }
        assertThat(states(made(), G))
                .filteredOn(state -> !state.contains("Running"))
                .containsExactly(
                        "10 Runnable",
                        "20 Waiting sync (monitor enter)",
                        "30 Runnable",
                        "40 Waiting sync (Object.wait)",
                        "50 Runnable",
                        "60 Waiting sync (Object.wait)",
                        "70 Runnable",
                        "80 Runnable",
                        "100 Waiting unknown");
    }

    @Test
    void whatLiesAroundAParkSaysWhatItIsFor() throws IOException {
        run(virtual, 10, 20, "TIMED_PARKING");
        wait("ThreadSleep", 18, 42);
        wait(JfrMapping.VIRTUAL_THREAD_PARK.event(), 19, 41);
        run(virtual, 40, 60, "PARKING");
        wait(JfrMapping.VIRTUAL_THREAD_PARK.event(), 58, 82).with("parkedClass", "Lock");
        run(virtual, 80, 100, "PARKING");
        wait("SocketRead", 95, 143);
        wait(JfrMapping.VIRTUAL_THREAD_PARK.event(), 97, 121);
        run(virtual, 120, 122, "PARKING");
        run(virtual, 140, 150, "PARKING");
        Made made = made();
        assertThat(states(made, G))
                .filteredOn(state -> state.contains("Waiting"))
                .containsExactly(
                        "20 Waiting sleep",
                        "60 Waiting sync (park)",
                        "100 Waiting network",
                        "122 Waiting network",
                        "150 Waiting sync (park)");
        assertThat(made.trace().waits(G, "sync (park)").get(0).begin().moved())
                .containsExactly("Lock", "Worker.run");
        assertThat(made.trace().waits(G, "sleep").get(0).begin().moved())
                .containsExactly("Worker.run");
    }

    /** JFR tells of no accept, and of no read that times out or fails. */
    @Test
    void whoParksForASocketWaitsForTheNetwork() throws IOException {
        run(virtual, 10, 20, "PARKING");
        wait(JfrMapping.VIRTUAL_THREAD_PARK.event(), 19, 41)
                .in("java.lang.VirtualThread.park", "sun.nio.ch.Poller.poll", "Server.accept");
        run(virtual, 40, 60, "TERMINATED");
        assertThat(states(made(), G)).contains("20 Waiting network", "40 Running");
    }

    @Test
    void aPinIsShownOnceAndKeepsTheCarrier() throws IOException {
        run(virtual, 10, 60, "PARKING");
        wait(JfrMapping.VIRTUAL_THREAD_PARK.event(), 20, 40);
        wait("VirtualThreadPinned", 21, 39);
        wait("ThreadPark", 22, 38);
        run(other, 70, 80, "PARKING");
        Made made = made();
        assertThat(states(made, G))
                .containsExactly(
                        "10 Runnable",
                        "10 Running",
                        "21 Waiting sync (pinned)",
                        "39 Runnable",
                        "39 Running",
                        "60 Waiting sync (park)");
        assertThat(begin(made, G, 4).m()).isEqualTo(CARRIER_M);
    }

    /** It stays a sleep, and somebody waits for its carrier meanwhile. */
    @Test
    void aPinWithinASleepIsTold() throws IOException {
        run(virtual, 10, 60, "PARKING");
        wait("ThreadSleep", 20, 40);
        wait("VirtualThreadPinned", 21, 39).with("pinnedReason", "Native frame on stack");
        run(other, 70, 80, "PARKING");
        Made made = made();
        assertThat(states(made, G))
                .containsExactly(
                        "10 Runnable",
                        "10 Running",
                        "20 Waiting sleep",
                        "40 Runnable",
                        "40 Running",
                        "60 Waiting sync (park)");
        assertThat(made.trace().logs("pinned"))
                .singleElement()
                .satisfies(
                        log -> {
                            assertThat(log.g()).isEqualTo(G);
                            assertThat(log.text("Message"))
                                    .isEqualTo("for 18 ms: Native frame on stack");
                        });
        assertThat(made.count("VirtualThreadPinned", Fate.TRANSLATED)).isEqualTo(1);
    }

    /** As in synchronized code on JDK 21: the carrier waits for the other side, too. */
    @Test
    void aPinnedReadIsAWait() throws IOException {
        run(virtual, 10, 60, "PARKING");
        wait("SocketRead", 20, 40).with("host", "inventory");
        wait("VirtualThreadPinned", 21, 39);
        wait("SocketRead", 45, 50).with("host", "inventory");
        run(other, 70, 80, "PARKING");
        Made made = made();
        assertThat(states(made, G))
                .containsExactly(
                        "10 Runnable",
                        "10 Running",
                        "20 Waiting network",
                        "40 Runnable",
                        "40 Running",
                        "45 Syscall",
                        "50 Running",
                        "60 Waiting sync (park)");
    }

    @Test
    void aPermitIsNoWait() throws IOException {
        run(virtual, 10, 60, "PARKING");
        wait(JfrMapping.VIRTUAL_THREAD_PARK.event(), 20, 20);
        Made made = made();
        assertThat(states(made, G))
                .containsExactly("10 Runnable", "10 Running", "60 Waiting sync (park)");
        assertThat(made.count(JfrMapping.VIRTUAL_THREAD_PARK.event(), Fate.EVIDENCE)).isEqualTo(1);
    }

    @Test
    void readingWhatIsThereIsASystemCall() throws IOException {
        run(virtual, 10, 60, "PARKING");
        wait("SocketRead", 20, 30);
        assertThat(states(made(), G))
                .containsExactly(
                        "10 Runnable",
                        "10 Running",
                        "20 Syscall",
                        "30 Running",
                        "60 Waiting sync (park)");
    }

    /** JFR's event has no length, and is there when the thread runs again. */
    @Test
    void whoNotifiedIsShownIfItRuns() throws IOException {
        JfrThread unblocker = recording.thread("VirtualThread-unblocker", 5, 500);
        run(virtual, 10, 20, "WAITING");
        recording.event("test.Act").at(25 * MS).on(main);
        runnable(virtual, unblocker, 30);
        recording.event("test.Act").at(32 * MS).on(main);
        run(virtual, 35, 60, "WAITING");
        wait("JavaMonitorWait", 36, 36).with("notifier", main);
        runnable(virtual, unblocker, 300);
        run(virtual, 301, 310, "PARKING");
        Made made = made();
        assertThat(states(made, G))
                .filteredOn(state -> state.contains("Waiting"))
                .containsExactly(
                        "20 Waiting sync (Object.wait)",
                        "60 Waiting sync (Object.wait)",
                        "310 Waiting sync (park)");
        assertThat(begin(made, G, 3).g()).isEqualTo(MAIN);
        assertThat(begin(made, G, 6).m()).isEqualTo(Cast.DISPATCHER_M);
        assertThat(made.count("JavaMonitorWait", Fate.EVIDENCE)).isEqualTo(1);
    }

    /** Of what is longer than steps stay behind records the rest is told already: unknown. */
    @Test
    void withoutSlicesAWaitBeginsWhereItsThreadWasLastHeardOf() throws IOException {
        recording.event("VirtualThreadStart").at(10 * MS).on(virtual);
        recording.event("test.Act").at(20 * MS).on(virtual);
        recording.event("test.Act").at(69 * MS).on(main);
        wait("JavaMonitorWait", 70, 70).with("notifier", main);
        recording.event("test.Act").at(75 * MS).on(virtual);
        wait("JavaMonitorWait", 300, 300).with("timedOut", true);
        Made made = made();
        List<Span> waits = made.trace().waits(G, "sync (Object.wait)");
        assertThat(waits).hasSize(2);
        assertThat(waits.get(0).length()).isBetween(50 * MS - 10, 50 * MS + 10);
        assertThat(waits.get(0).end().g()).isEqualTo(MAIN);
        assertThat(waits.get(1).length()).isBetween(95 * MS, 105 * MS);
        assertThat(made.trace().at(G, Made.at(150 * MS)).reason()).isEqualTo("unknown");
    }

    /** Whoever sleeps is woken by no thread, though one of the JDK does it. */
    @ParameterizedTest
    @ValueSource(strings = {"VirtualThread-unparker", "ForkJoinPool-1-delayScheduler"})
    void theThreadBehindTimersWakesNobody(String name) throws IOException {
        JfrThread unparker = recording.thread(name, 5, 500);
        run(virtual, 10, 20, "TIMED_PARKING");
        runnable(virtual, unparker, 30);
        run(virtual, 31, 40, "PARKING");
        Made made = made();
        assertThat(states(made, G)).contains("30 Runnable");
        assertThat(begin(made, G, 3).m()).isEqualTo(Cast.DISPATCHER_M);
    }

    @Test
    void aCarrierDoesNothingElseMeanwhile() throws IOException {
        recording.event("test.Act").at(5 * MS).on(carrier);
        run(virtual, 10, 20, "PARKING");
        recording.event("test.Act").at(15 * MS).on(carrier);
        recording.event("ThreadPark").from(22 * MS, 30 * MS).on(carrier);
        run(other, 30, 40, "PARKING");
        Made made = made();
        assertThat(made.trace().running(Made.at(12 * MS), Made.at(18 * MS)))
                .extracting(span -> span.begin().number("GoID"))
                .contains(G)
                .doesNotContain(CARRIER);
        assertThat(made.trace().at(CARRIER, Made.at(25 * MS)).reason()).isEqualTo("sync (park)");
        assertThat(made.trace().logs("test.Act")).hasSize(2);
        assertThat(begin(made, OTHER, 1).m()).isEqualTo(CARRIER_M);
    }

    @Test
    void aStoppedWorldStopsWhoIsMountedAndKeepsOthersFromIt() throws IOException {
        run(virtual, 10, 50, "PARKING");
        run(other, 51, 70, "PARKING");
        pause(20, 30);
        pause(40, 60);
        Made made = made();
        assertThat(states(made, G))
                .containsExactly(
                        "10 Runnable",
                        "10 Running",
                        "20 Runnable",
                        "30 Running",
                        "40 Runnable",
                        "60 Running",
                        "60 Waiting sync (park)");
        assertThat(states(made, OTHER))
                .containsExactly("60 Runnable", "60 Running", "70 Waiting sync (park)");
        assertThat(begin(made, G, 5).m()).isEqualTo(CARRIER_M);
        assertThat(begin(made, OTHER, 1).m()).isEqualTo(CARRIER_M);
    }

    /** The end of the first was lost: nobody else can be where it was. */
    @Test
    void aCarrierCarriesOneAtATime() throws IOException {
        run(virtual, 10, 50, "PARKING");
        run(other, 30, 40, "PARKING");
        run(virtual, 60, 70, "PARKING");
        Made made = made();
        assertThat(made.trace().running(Made.at(31 * MS), Made.at(39 * MS))).hasSize(1);
        assertThat(states(made, G)).contains("30 Waiting sync (park)", "60 Running");
    }

    /** The recording ends within a slice, which it does not hold then. */
    @Test
    void whoIsKnownToRunWithoutASliceRuns() throws IOException {
        run(virtual, 10, 20, "PARKING");
        runnable(virtual, main, 30);
        for (long at = 40; at < 400; at += 40) {
            recording.event("test.Act").at(at * MS).on(virtual);
        }
        Made made = made();
        assertThat(states(made, G)).contains("30 Runnable", "40 Running");
        assertThat(made.trace().at(G, Made.at(300 * MS)).state()).isEqualTo("Running");
    }

    @Test
    void aLongSliceIsNoSilence() throws IOException {
        recording.event("VirtualThreadStart").at(10 * MS).on(virtual);
        run(virtual, 10, 600, "PARKING");
        assertThat(states(made(), G))
                .containsExactly("10 Runnable", "10 Running", "600 Waiting sync (park)");
    }

    /** Who is unparked by the word of both events is woken once, by the same thread. */
    @Test
    void anUnparkAndAnEdgeAreOneWake() throws IOException {
        run(virtual, 10, 20, "PARKING");
        wait(JfrMapping.VIRTUAL_THREAD_PARK.event(), 19, 41);
        recording.event(JfrMapping.UNPARK.event()).at(30 * MS).on(main).with("target", virtual);
        runnable(virtual, main, 31);
        run(virtual, 40, 50, "PARKING");
        Made made = made();
        assertThat(states(made, G))
                .containsExactly(
                        "10 Runnable",
                        "10 Running",
                        "20 Waiting sync (park)",
                        "30 Runnable",
                        "40 Running",
                        "50 Waiting sync (park)");
        assertThat(begin(made, G, 3).g()).isEqualTo(MAIN);
    }

    /** Live, a slice that lasted longer than events are held back is shown from where it can be. */
    @Test
    void aSliceThatComesLateIsShownFromThenOn() throws IOException {
        LiveScript live = new LiveScript();
        long late = live.virtualThread("virtual", G);
        long host = live.thread("host", CARRIER, CARRIER_M);
        live.advance(600 * MS);
        live.comes(JfrMapping.VIRTUAL_THREAD_RUN)
                .on(late)
                .with(0, host)
                .with(1, "PARKING")
                .from(10 * MS, 300 * MS);
        live.comes(JfrMapping.VIRTUAL_THREAD_RUN)
                .on(late)
                .with(0, host)
                .with(1, "PARKING")
                .from(400 * MS, 800 * MS);
        assertThat(live.count(JfrMapping.VIRTUAL_THREAD_RUN, Fate.LATE)).isEqualTo(2);
        Span run = live.parsed(1_000 * MS, folder).spans(G, "Running").get(0);
        assertThat(run.from()).isGreaterThanOrEqualTo(Made.at(499 * MS));
        assertThat(run.to()).isBetween(Made.at(800 * MS), Made.at(801 * MS));
    }
}
