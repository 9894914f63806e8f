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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is shown to have ended a wait, and when, whatever the waker does by the end of it. */
class WakersTest {
    private static final long WAITER = 7;
    private static final long WAKER = 8;

    @TempDir private Path folder;

    private MadeRecording recording;
    private JfrThread waiter;
    private JfrThread waker;

    @BeforeEach
    void makeThreads() {
        recording = new MadeRecording();
        waiter = recording.thread("waiter", WAITER, 700);
        waker = recording.thread("waker", WAKER, 800);
        recording.event("Nothing").at(900 * MS);
    }

    private void enter(long from, long to) {
        recording
                .event("JavaMonitorEnter")
                .from(from * MS, to * MS)
                .on(waiter)
                .with("previousOwner", waker)
                .in("Waiter.run");
    }

    private void act(JfrThread thread, long... times) {
        for (long time : times) {
            recording.event("test.Act").at(time * MS).on(thread);
        }
    }

    private Span onlyWait(Made made, String reason) {
        List<Span> waits = made.trace().waits(WAITER, reason);
        assertThat(waits).hasSize(1);
        return waits.get(0);
    }

    private static void assertTime(long time, long millis) {
        assertThat(time).isBetween(Made.at(millis * MS) - 100, Made.at(millis * MS) + 100);
    }

    /** Asserts who ended the wait when, and that its thread runs from the wait's end on. */
    private void assertWoken(Made made, long byG, long at, long runsFrom) {
        Span wait = onlyWait(made, "sync (monitor enter)");
        assertThat(wait.end().g()).isEqualTo(byG);
        assertTime(wait.to(), at);
        Span runs =
                made.trace().spans(WAITER, "Running").stream()
                        .filter(span -> span.from() >= wait.to())
                        .findFirst()
                        .orElseThrow();
        assertTime(runs.from(), runsFrom);
        assertThat(made.report().refusalCount()).isZero();
    }

    @Test
    void oneThatRunsDoesSoAtTheEnd() throws IOException {
        act(waker, 5, 60);
        enter(10, 50);
        assertWoken(Made.of(recording, folder), WAKER, 50, 50);
    }

    /** What a wait's event says of its waker shows that it ran. */
    @Test
    void oneThatSaysNothingRanThen() throws IOException {
        enter(100, 500);
        Made made = Made.of(recording, folder);
        assertWoken(made, WAKER, 500, 500);
        assertThat(made.trace().at(WAKER, Made.at(300 * MS)).state()).isEqualTo("Waiting");
    }

    @Test
    void oneThatIsBlockedBeforeTheEndDoesSoWhereItLastRan() throws IOException {
        act(waker, 5);
        enter(10, 50);
        recording.event("ThreadSleep").from(45 * MS, 80 * MS).on(waker);
        Made made = Made.of(recording, folder);
        assertWoken(made, WAKER, 45, 50);
        assertThat(made.trace().at(WAITER, Made.at(47 * MS)).state()).isEqualTo("Runnable");
    }

    @Test
    void oneThatComesBackBeforeTheEndDoesSoThen() throws IOException {
        act(waker, 5);
        enter(10, 50);
        recording.event("ThreadSleep").from(20 * MS, 30 * MS).on(waker);
        act(waker, 60);
        assertWoken(Made.of(recording, folder), WAKER, 50, 50);
    }

    @Test
    void oneThatHasEndedDidSoWhereItEnded() throws IOException {
        act(waker, 5);
        enter(10, 50);
        recording.event("ThreadEnd").at(48 * MS).on(waker);
        assertWoken(Made.of(recording, folder), WAKER, 48, 50);
    }

    @Test
    void oneInASystemCallDidSoBefore() throws IOException {
        act(waker, 5);
        enter(10, 50);
        recording.event("FileForce").from(40 * MS, 70 * MS).on(waker);
        assertWoken(Made.of(recording, folder), WAKER, 40, 50);
    }

    /** It is runnable, and starts behind the pause. */
    @Test
    void whoWasWokenBeforeAPauseStartsAfterIt() throws IOException {
        act(waker, 5);
        enter(10, 50);
        recording.event("ThreadSleep").from(40 * MS, 80 * MS).on(waker);
        recording.event("GCPhasePause").from(45 * MS, 60 * MS).with("name", "Pause");
        act(waiter, 70);
        assertWoken(Made.of(recording, folder), WAKER, 40, 60);
    }

    @Test
    void twoThatWaitForOneAreBothWoken() throws IOException {
        JfrThread second = recording.thread("second", 9, 900);
        act(waker, 5);
        enter(10, 50);
        recording
                .event("JavaMonitorEnter")
                .from(11 * MS, 52 * MS)
                .on(second)
                .with("previousOwner", waker);
        recording.event("ThreadSleep").from(45 * MS, 80 * MS).on(waker);
        Made made = Made.of(recording, folder);
        assertWoken(made, WAKER, 45, 50);
        assertThat(made.trace().waits(9, "sync (monitor enter)"))
                .singleElement()
                .satisfies(wait -> assertThat(wait.end().g()).isEqualTo(WAKER));
    }

    private void notice(JfrThread by, long at, long address, int count) {
        recording
                .event("JavaMonitorNotify")
                .at(at * MS)
                .on(by)
                .with("address", address)
                .with("notifiedCount", count);
    }

    private MadeRecording.Made await(JfrThread who, long from, long to, long address) {
        return recording
                .event("JavaMonitorWait")
                .from(from * MS, to * MS)
                .on(who)
                .with("notifier", waker)
                .with("address", address);
    }

    @Test
    @Tests(JfrMapping.MONITOR_NOTIFY)
    void aNoticeSplitsTheWait() throws IOException {
        act(waker, 5);
        await(waiter, 10, 60, 4711);
        notice(waker, 30, 4711, 1);
        act(waker, 70);
        Made made = Made.of(recording, folder);
        Span wait = onlyWait(made, "sync (Object.wait)");
        Span enter = onlyWait(made, "sync (monitor enter)");
        assertTime(wait.from(), 10);
        assertTime(wait.to(), 30);
        assertThat(wait.end().g()).isEqualTo(WAKER);
        assertTime(enter.from(), 30);
        assertTime(enter.to(), 60);
        assertThat(enter.end().g()).isEqualTo(WAKER);
        assertThat(made.count("JavaMonitorNotify", Fate.TRANSLATED)).isEqualTo(1);
    }

    /** Those that have waited longest, and as many as it says. */
    @Test
    void aNoticeIsForWhoWaitsForThatMonitorAndLongest() throws IOException {
        JfrThread second = recording.thread("second", 9, 900);
        JfrThread elsewhere = recording.thread("elsewhere", 10, 1_000);
        act(waker, 5);
        await(waiter, 10, 60, 4711);
        await(second, 12, 90, 4711);
        await(elsewhere, 8, 90, 4712);
        notice(waker, 30, 4711, 1);
        notice(waker, 40, 4713, 1);
        act(waker, 95);
        Made made = Made.of(recording, folder);
        assertTime(onlyWait(made, "sync (Object.wait)").to(), 30);
        assertTime(made.trace().waits(9, "sync (Object.wait)").get(0).to(), 90);
        assertTime(made.trace().waits(10, "sync (Object.wait)").get(0).to(), 90);
        assertThat(made.count("JavaMonitorNotify", Fate.TRANSLATED)).isEqualTo(1);
        assertThat(made.count("JavaMonitorNotify", Fate.EVIDENCE)).isEqualTo(1);
    }

    /** A wait from 10 to 60 ms, whose notifier is gone since then. */
    private Made notifiedBySomeoneWhoSleepsFrom(int millis) throws IOException {
        act(waker, 5);
        await(waiter, 10, 60, 4711);
        recording.event("ThreadSleep").from(millis * MS, 80 * MS).on(waker);
        return Made.of(recording, folder);
    }

    /** Of a herd that is notified each needs the monitor, and the others have it meanwhile. */
    @Test
    void whoWasNotifiedLongBeforeItRunsWaitsForTheMonitor() throws IOException {
        Made made = notifiedBySomeoneWhoSleepsFrom(30);
        Span wait = onlyWait(made, "sync (Object.wait)");
        Span enter = onlyWait(made, "sync (monitor enter)");
        assertTime(wait.to(), 30);
        assertThat(wait.end().g()).isEqualTo(WAKER);
        assertTime(enter.from(), 30);
        assertTime(enter.to(), 60);
        assertThat(enter.end().g()).isNotEqualTo(WAKER);
        assertThat(made.report().refusalCount()).isZero();
    }

    @Test
    void whoWasNotifiedShortlyBeforeItRunsIsRunnable() throws IOException {
        Made made = notifiedBySomeoneWhoSleepsFrom(55);
        assertTime(onlyWait(made, "sync (Object.wait)").to(), 55);
        assertThat(made.trace().waits(WAITER, "sync (monitor enter)")).isEmpty();
        assertThat(made.trace().at(WAITER, Made.at(57 * MS)).state()).isEqualTo("Runnable");
    }

    /** The notifier is gone by the end, and others have had the monitor since. */
    @Test
    void whoGaveANoticeAndIsGoneDoesNotEndTheWaitForTheMonitor() throws IOException {
        act(waker, 5);
        await(waiter, 10, 60, 4711);
        notice(waker, 25, 4711, 1);
        recording.event("ThreadSleep").from(30 * MS, 80 * MS).on(waker);
        Made made = Made.of(recording, folder);
        assertTime(onlyWait(made, "sync (Object.wait)").to(), 25);
        Span enter = onlyWait(made, "sync (monitor enter)");
        assertTime(enter.from(), 25);
        assertTime(enter.to(), 60);
        assertThat(enter.end().g()).isNotEqualTo(WAKER);
    }

    @Test
    void whoWasNotifiedBeforeAPauseWaitsForTheMonitorThroughIt() throws IOException {
        act(waker, 5);
        await(waiter, 10, 60, 4711);
        recording.event("ThreadSleep").from(30 * MS, 80 * MS).on(waker);
        recording.event("GCPhasePause").from(55 * MS, 70 * MS).with("name", "Pause");
        act(waiter, 75);
        Made made = Made.of(recording, folder);
        assertTime(onlyWait(made, "sync (monitor enter)").to(), 60);
        assertThat(made.trace().at(WAITER, Made.at(65 * MS)).state()).isEqualTo("Runnable");
        assertThat(made.report().refusalCount()).isZero();
    }

    /** It has the monitor but later, of which JFR tells nothing. */
    @Test
    void whoseTimeIsUpAfterItWasNotifiedWaitsForTheMonitorUntilItIsHeardOf() throws IOException {
        act(waker, 5);
        await(waiter, 10, 60, 4711).with("timedOut", true);
        recording.event("ThreadSleep").from(55 * MS, 130 * MS).on(waker);
        act(waiter, 140);
        recording.event("ThreadSleep").from(141 * MS, 400 * MS).on(waiter);
        Made made = Made.of(recording, folder);
        assertTime(onlyWait(made, "sync (Object.wait)").to(), 55);
        List<Span> enters = made.trace().waits(WAITER, "sync (monitor enter)");
        assertThat(enters).hasSize(2);
        assertTime(enters.get(0).from(), 55);
        assertTime(enters.get(0).to(), 60);
        assertTime(enters.get(1).from(), 60);
        assertTime(enters.get(1).to(), 140);
        assertThat(enters).extracting(enter -> enter.end().g()).doesNotContain(WAKER);
    }
}
