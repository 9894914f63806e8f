package dev.jfrtrace.bridge.translate;

import static dev.jfrtrace.bridge.translate.Made.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.MadeRecording;
import dev.jfrtrace.bridge.ParsedTrace.Span;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.bridge.source.JfrThread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the agent's events say of parks: who ended them, and that virtual threads have any. */
class UnparksTest {
    private static final long WAITER = 7;
    private static final long WAKER = 8;
    private static final long OTHER = 9;

    @TempDir private Path folder;

    private MadeRecording recording;
    private JfrThread waiter;
    private JfrThread waker;
    private JfrThread other;

    @BeforeEach
    void makeThreads() {
        recording = new MadeRecording();
        waiter = recording.thread("waiter", WAITER, 700);
        waker = recording.thread("waker", WAKER, 800);
        other = recording.thread("other", OTHER, 900);
        recording.event("Nothing").at(900 * MS);
    }

    private void park(long from, long to) {
        recording
                .event("ThreadPark")
                .from(from * MS, to * MS)
                .on(waiter)
                .with("parkedClass", "Lock")
                .in("Waiter.run");
    }

    private void unpark(JfrThread by, long at) {
        recording.event(JfrMapping.UNPARK.event()).at(at * MS).on(by).with("target", waiter);
    }

    private Made made() throws IOException {
        Made made = Made.of(recording, folder);
        assertThat(made.report().refusalCount()).isZero();
        return made;
    }

    private static long count(Made made, Fate fate) {
        Map<Fate, Long> fates = made.report().fates().get(JfrMapping.UNPARK.event());
        return fates.getOrDefault(fate, 0L);
    }

    private static List<Span> parks(Made made) {
        return made.trace().waits(WAITER, "sync (park)");
    }

    private static void assertTime(long time, long millis) {
        assertThat(time).isBetween(Made.at(millis * MS) - 100, Made.at(millis * MS) + 100);
    }

    private static void assertEnded(Span park, long by, long millis) {
        assertThat(park.end().g()).isEqualTo(by);
        assertTime(park.to(), millis);
    }

    @Test
    @Tests(JfrMapping.UNPARK)
    void theParkEndsWhereItsWakerSaysAndTheThreadThenWaitsForACpu() throws IOException {
        park(10, 50);
        unpark(waker, 45);
        Made made = made();
        assertThat(parks(made)).hasSize(1);
        assertEnded(parks(made).get(0), WAKER, 45);
        Span runnable = made.trace().at(WAITER, Made.at(47 * MS));
        assertThat(runnable.state()).isEqualTo("Runnable");
        assertTime(runnable.to(), 50);
        assertThat(count(made, Fate.TRANSLATED)).isEqualTo(1);
    }

    @Test
    void theFirstOfSeveralEndsIt() throws IOException {
        park(10, 50);
        unpark(waker, 44);
        unpark(other, 45);
        unpark(waker, 46);
        Made made = made();
        assertEnded(parks(made).get(0), WAKER, 44);
        assertThat(count(made, Fate.EVIDENCE)).isEqualTo(2);
    }

    @Test
    void aPermitForAThreadThatRunsIsNoWake() throws IOException {
        unpark(waker, 5);
        park(10, 50);
        unpark(waker, 60);
        Made made = made();
        assertThat(parks(made)).hasSize(1);
        assertEnded(parks(made).get(0), -1, 50);
        assertThat(count(made, Fate.EVIDENCE)).isEqualTo(2);
    }

    @Test
    void eachParkHasItsOwnWaker() throws IOException {
        park(10, 20);
        unpark(waker, 19);
        park(30, 40);
        unpark(other, 39);
        park(50, 60);
        List<Span> parks = parks(made());
        assertThat(parks).hasSize(3);
        assertEnded(parks.get(0), WAKER, 19);
        assertEnded(parks.get(1), OTHER, 39);
        assertEnded(parks.get(2), -1, 60);
    }

    /** JFR writes no park that began before it recorded. */
    @Test
    void aThreadThatWasSeenParkedIsWokenByTheFirst() throws IOException {
        recording.event("ThreadDump").at(5 * MS).with("result", DUMP);
        unpark(waker, 45);
        unpark(other, 46);
        park(50, 60);
        Made made = made();
        List<Span> parks = parks(made);
        assertThat(parks).hasSizeGreaterThan(1);
        assertEnded(parks.get(parks.size() - 2), WAKER, 45);
        assertThat(made.trace().at(WAITER, Made.at(47 * MS)).state()).isEqualTo("Running");
    }

    @Test
    void aThreadThatWasSeenElsewhereIsNotWoken() throws IOException {
        recording
                .event("ThreadDump")
                .at(5 * MS)
                .with("result", DUMP.replace("Unsafe.park", "Other.work"));
        unpark(waker, 45);
        Span before = made().trace().at(WAITER, Made.at(44 * MS));
        assertThat(before.state()).isEqualTo("Waiting");
        assertThat(before.end() == null || before.end().g() != WAKER).isTrue();
    }

    private static final String DUMP =
            String.join(
                    "\n",
                    "\"waiter\" #7 prio=5 os_prio=0 cpu=1.2ms elapsed=9s tid=0x7f nid=0x2bc"
                            + " waiting on condition  [0x00007f]",
                    "   java.lang.Thread.State: WAITING (parking)",
                    "\tat jdk.internal.misc.Unsafe.park(java.base@17/Native Method)",
                    "\tat Waiter.run(Waiter.java:12)",
                    "");

    @Test
    void whoUnparksItselfWakesNobody() throws IOException {
        park(10, 50);
        unpark(waiter, 45);
        assertEnded(parks(made()).get(0), -1, 50);
    }

    @Test
    void aWakerThatBlocksAtOnceIsStillTheOneThatWoke() throws IOException {
        park(10, 50);
        unpark(waker, 45);
        recording.event("ThreadSleep").from(45 * MS + 1_000, 80 * MS).on(waker);
        assertEnded(parks(made()).get(0), WAKER, 45);
    }

    @Test
    @Tests(JfrMapping.VIRTUAL_THREAD_PARK)
    void aVirtualThreadParksAsOthersDo() throws IOException {
        JfrThread virtual = recording.virtualThread("virtual", 20);
        recording
                .event(JfrMapping.VIRTUAL_THREAD_PARK.event())
                .from(10 * MS, 50 * MS)
                .on(virtual)
                .with("parkedClass", "Lock")
                .in("dev.jfrtrace.bridge.agent.boot.Hooks.parkEnds", "VirtualThread.park");
        recording.event(JfrMapping.UNPARK.event()).at(45 * MS).on(waker).with("target", virtual);
        List<Span> parks = made().trace().waits(20, "sync (park)");
        assertThat(parks).hasSize(1);
        assertEnded(parks.get(0), WAKER, 45);
        assertThat(parks.get(0).begin().moved()).containsExactly("Lock", "VirtualThread.park");
    }
}
