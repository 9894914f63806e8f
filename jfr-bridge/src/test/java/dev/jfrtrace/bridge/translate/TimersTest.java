package dev.jfrtrace.bridge.translate;

import static dev.jfrtrace.bridge.translate.Made.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.MadeRecording;
import dev.jfrtrace.bridge.ParsedTrace.Span;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.bridge.source.JfrThread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Waits that were to last for a time, and lasted longer: their threads had no CPU. */
class TimersTest {
    private static final long WAITER = 7;
    private static final long MAIN = 1;

    @TempDir private Path folder;

    private MadeRecording recording;
    private JfrThread waiter;
    private JfrThread main;

    @BeforeEach
    void makeThreads() {
        recording = new MadeRecording();
        waiter = recording.thread("waiter", WAITER, 700);
        main = recording.thread("main", MAIN, 100);
        recording.event("Nothing").at(900 * MS);
    }

    private MadeRecording.Made wait(String event, long from, long to) {
        return recording.event(event).from(from * MS, to * MS).on(waiter);
    }

    private Made made() throws IOException {
        Made made = Made.of(recording, folder);
        assertThat(made.report().refusalCount()).isZero();
        return made;
    }

    private static void assertWaits(Made made, String reason, long from, long to, long runs) {
        List<Span> spans = made.trace().spans(WAITER);
        int at = spans.indexOf(made.trace().waits(WAITER, reason).get(0));
        Span wait = spans.get(at);
        Span next = spans.get(at + 1);
        assertThat(wait.from()).isCloseTo(Made.at(from * MS), within());
        assertThat(wait.to()).isCloseTo(Made.at(to * MS), within());
        assertThat(next.state()).isEqualTo("Runnable");
        assertThat(next.to()).isCloseTo(Made.at(runs * MS), within());
    }

    private static Offset<Long> within() {
        return Offset.offset(100L);
    }

    @Test
    void whoSleepsTooLongCouldRun() throws IOException {
        wait("ThreadSleep", 10, 100).with("time", 30 * MS);
        assertWaits(made(), "sleep", 10, 40, 100);
    }

    @Test
    void soCouldWhoParksTooLong() throws IOException {
        wait("ThreadPark", 10, 100).with("timeout", 30 * MS);
        assertWaits(made(), "sync (park)", 10, 40, 100);
    }

    /** As {@code awaitTermination(Long.MAX_VALUE, DAYS)}, and pools that keep their threads. */
    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, Long.MAX_VALUE - 1_000, Long.MAX_VALUE / 65 * 64 + 1})
    void whoAsksForTheLongestTimeIsInNoHurry(long timeout) throws IOException {
        wait("ThreadPark", 10, 100).with("timeout", timeout);
        Span wait = made().trace().waits(WAITER, "sync (park)").get(0);
        assertThat(wait.from()).isCloseTo(Made.at(10 * MS), within());
        assertThat(wait.to()).isCloseTo(Made.at(100 * MS), within());
    }

    @Test
    void andWhoWaitsForANoticeThatDoesNotCome() throws IOException {
        wait("JavaMonitorWait", 10, 100).with("timeout", 30 * MS).with("timedOut", true);
        assertWaits(made(), "sync (Object.wait)", 10, 40, 100);
    }

    /** Whose notice comes waits for the monitor from then on. */
    @Test
    void aNoticeIsNoTimer() throws IOException {
        wait("JavaMonitorWait", 10, 100).with("timeout", 30 * MS).with("notifier", main);
        Span wait = made().trace().waits(WAITER, "sync (Object.wait)").get(0);
        assertThat(wait.to()).isCloseTo(Made.at(100 * MS), within());
    }

    /** Timers of Windows ring each 16 ms; clocks of long waits may differ by some thousandths. */
    @Test
    void timersAreLateOfThemselves() throws IOException {
        wait("ThreadSleep", 10, 58).with("time", 30 * MS);
        wait("ThreadPark", 100, 830).with("timeout", 700 * MS);
        Made made = made();
        assertThat(made.trace().spans(WAITER))
                .filteredOn(span -> span.state().equals("Runnable"))
                .allMatch(span -> span.length() < MS);
    }

    /** The timer rings all the same, and its thread goes on when the others do. */
    @Test
    void aTimerMayRingWhileTheWorldIsStopped() throws IOException {
        recording
                .event("GCPhasePause")
                .from(30 * MS, 90 * MS)
                .with("gcId", 1)
                .with("name", "Pause Young");
        wait("ThreadSleep", 10, 90).with("time", 30 * MS);
        assertWaits(made(), "sleep", 10, 40, 90);
    }

    /** The end of a virtual thread's sleep is itself a task for the carriers (JDK 25). */
    @Test
    void aVirtualThreadMayHaveNoCarrier() throws IOException {
        JfrThread virtual = recording.virtualThread("virtual", WAITER);
        JfrThread carrier = recording.carrier("ForkJoinPool-1-worker-1", 30, 3_000);
        run(virtual, carrier, 10, 20);
        recording.event("ThreadSleep").from(15 * MS, 100 * MS).on(virtual).with("time", 30 * MS);
        recording
                .event(JfrMapping.VIRTUAL_THREAD_RUNNABLE.event())
                .at(99 * MS)
                .with("virtualThread", virtual)
                .with("eventThread", carrier);
        run(virtual, carrier, 100, 110);
        assertWaits(made(), "sleep", 20, 45, 100);
    }

    private void run(JfrThread virtual, JfrThread carrier, long from, long to) {
        recording
                .event(JfrMapping.VIRTUAL_THREAD_RUN.event())
                .from(from * MS, to * MS)
                .with("virtualThread", virtual)
                .with("eventThread", carrier)
                .with("state", "TIMED_PARKING");
    }
}
