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

/** What the agent's events say of interrupts: whose wait they ended. */
class InterruptsTest {
    private static final long WAITER = 7;
    private static final long BY = 8;
    private static final long OTHER = 9;
    private static final long NOBODY = -1;

    @TempDir private Path folder;

    private MadeRecording recording;
    private JfrThread waiter;
    private JfrThread by;
    private JfrThread other;

    @BeforeEach
    void makeThreads() {
        recording = new MadeRecording();
        waiter = recording.thread("waiter", WAITER, 700);
        by = recording.thread("interrupter", BY, 800);
        other = recording.thread("other", OTHER, 900);
        recording.event("Nothing").at(900 * MS);
    }

    private MadeRecording.Made wait(String event, long from, long to) {
        return recording.event(event).from(from * MS, to * MS).on(waiter);
    }

    private void interrupt(JfrThread thread, long at) {
        recording.event(JfrMapping.INTERRUPT.event()).at(at * MS).on(thread).with("target", waiter);
    }

    private Made made() throws IOException {
        Made made = Made.of(recording, folder);
        assertThat(made.report().refusalCount()).isZero();
        return made;
    }

    private static void assertEnded(Made made, String reason, long by, long millis) {
        List<Span> waits = made.trace().waits(WAITER, reason);
        assertThat(waits).hasSize(1);
        assertThat(waits.get(0).end().g()).isEqualTo(by);
        long at = Made.at(millis * MS);
        assertThat(waits.get(0).to()).isBetween(at - 100, at + 100);
    }

    @Test
    @Tests(JfrMapping.INTERRUPT)
    void aParkThatIsInterruptedEndsThere() throws IOException {
        wait("ThreadPark", 10, 50);
        interrupt(by, 45);
        Made made = made();
        assertEnded(made, "sync (park)", BY, 45);
        assertThat(made.trace().at(WAITER, Made.at(47 * MS)).state()).isEqualTo("Runnable");
        assertThat(made.count(JfrMapping.INTERRUPT.event(), Fate.TRANSLATED)).isEqualTo(1);
    }

    @Test
    void soDoesASleep() throws IOException {
        wait("ThreadSleep", 10, 50);
        interrupt(by, 45);
        interrupt(other, 46);
        Made made = made();
        assertEnded(made, "sleep", BY, 45);
        assertThat(made.count(JfrMapping.INTERRUPT.event(), Fate.EVIDENCE)).isEqualTo(1);
    }

    @Test
    void andAWaitForANotice() throws IOException {
        wait("JavaMonitorWait", 10, 50);
        interrupt(by, 45);
        assertEnded(made(), "sync (Object.wait)", BY, 45);
    }

    /** It then was on its way to the monitor, which an interrupt does not give it. */
    @Test
    void aWaitThatHasTimedOutIsNotEndedByIt() throws IOException {
        wait("JavaMonitorWait", 10, 50).with("timedOut", true);
        interrupt(by, 45);
        assertEnded(made(), "sync (Object.wait)", NOBODY, 50);
    }

    @Test
    void norIsOneThatWasNotified() throws IOException {
        wait("JavaMonitorWait", 10, 50).with("notifier", other);
        recording.event("test.Act").at(49 * MS).on(other);
        interrupt(by, 45);
        assertThat(made().trace().waits(WAITER, "sync (Object.wait)").get(0).end().g())
                .isNotEqualTo(BY);
    }

    @Test
    void norAWaitForAMonitor() throws IOException {
        wait("JavaMonitorEnter", 10, 50);
        interrupt(by, 45);
        assertEnded(made(), "sync (monitor enter)", NOBODY, 50);
    }

    @Test
    void whoRunsIsNotWokenByIt() throws IOException {
        interrupt(by, 5);
        wait("ThreadSleep", 10, 50);
        interrupt(by, 60);
        Made made = made();
        assertEnded(made, "sleep", NOBODY, 50);
        assertThat(made.count(JfrMapping.INTERRUPT.event(), Fate.EVIDENCE)).isEqualTo(2);
    }

    /** Who was unparked before runs, or waits for a CPU to run on. */
    @Test
    void whoIsUnparkedFirstIsWokenByThat() throws IOException {
        wait("ThreadPark", 10, 50);
        recording.event(JfrMapping.UNPARK.event()).at(44 * MS).on(other).with("target", waiter);
        interrupt(by, 45);
        assertEnded(made(), "sync (park)", OTHER, 44);
    }

    @Test
    void anUnparkEndsNoSleep() throws IOException {
        wait("ThreadSleep", 10, 50);
        recording.event(JfrMapping.UNPARK.event()).at(44 * MS).on(other).with("target", waiter);
        assertEnded(made(), "sleep", NOBODY, 50);
    }
}
