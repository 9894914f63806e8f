package dev.jfrtrace.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.api.Trace;
import dev.jfrtrace.api.TraceOutcome;
import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.Script;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Interrupts that are meant for others do a trace no harm. */
@Timeout(60)
class JfrInterruptsTest {
    @TempDir private Path folder;

    private static List<Thread> ownThreads() {
        return Stream.of(Survey.alive()).filter(OwnThreads::isOne).toList();
    }

    private void assertWhole(TraceOutcome outcome, Path file, int logs) {
        assertThat(outcome.isComplete()).as(outcome.toString()).isTrue();
        assertThat(ParsedTrace.of(file).logs("n")).hasSize(logs);
    }

    @Test
    void aThreadThatIsInterruptedStartsATraceAndStaysInterrupted() throws Exception {
        Path file = folder.resolve("interrupted.trace");
        Thread.currentThread().interrupt();
        Trace trace = Trace.start(file);
        try (trace) {
            assertThat(Thread.interrupted()).isTrue();
            Trace.log("n", "log");
        }
        assertWhole(trace.outcome(), file, 1);
    }

    /** The host of an application may interrupt all its threads, and those that they started. */
    @Test
    void ownThreadsAreNotOfTheGroupOfWhoeverStartsATrace() throws Exception {
        Path file = folder.resolve("group.trace");
        ThreadGroup group = new ThreadGroup("application");
        Trace[] trace = new Trace[1];
        Thread application =
                new Thread(
                        group, Script.quietly(() -> trace[0] = Trace.start(file)), "application");
        application.start();
        application.join();
        try (Trace closed = trace[0]) {
            assertThat(ownThreads())
                    .filteredOn(thread -> !thread.getName().endsWith("writer"))
                    .hasSizeGreaterThanOrEqualTo(2)
                    .allMatch(Thread::isDaemon)
                    .allMatch(thread -> thread.getContextClassLoader() == null)
                    .noneMatch(thread -> group.parentOf(thread.getThreadGroup()));
            assertThat(closed).isNotNull();
        }
    }

    @Test
    void ownThreadsThatAreInterruptedGoOn() throws Exception {
        Path file = folder.resolve("own.trace");
        List<String> interrupted = new ArrayList<>();
        Trace trace = Trace.start(file);
        try (trace) {
            for (int i = 0; i < 3; i++) {
                Trace.log("n", "log");
                for (Thread thread : ownThreads()) {
                    thread.interrupt();
                    interrupted.add(thread.getName());
                }
                Thread.sleep(300);
            }
        }
        assertThat(interrupted).contains("jfrtrace engine", "jfrtrace supervisor");
        assertWhole(trace.outcome(), file, 3);
    }
}
