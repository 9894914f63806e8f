package dev.jfrtrace.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.api.Trace;
import dev.jfrtrace.api.TraceOutcome;
import dev.jfrtrace.bridge.AbsentThread;
import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.ParsedTrace.Span;
import dev.jfrtrace.bridge.Script;
import dev.jfrtrace.bridge.agent.boot.VirtualThreadPark;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What comes of events of this JVM that are given by hand. */
@Timeout(60)
class LiveFeedTest {
    /** Of 18 MB. */
    private static final int LOGS = 20_000;

    @TempDir private Path folder;

    /** As behind a long pause, or where the machine has slept: such an event is no broken one. */
    @Test
    void anEventThatEndsLongAfterTheLastFlushKeepsItsLength() throws Exception {
        FedTrace fed = new FedTrace(folder, Duration.ofSeconds(10));
        fed.flush(fed.record(() -> Trace.log("n", "before")));
        fed.flush(fed.record(() -> Thread.sleep(LiveClock.SLACK / 1_000_000 + 300)));
        fed.finish();
        ParsedTrace trace = fed.parsed();
        assertThat(trace.waits(Thread.currentThread().getId(), "sleep"))
                .extracting(Span::length)
                .anyMatch(length -> length > LiveClock.SLACK);
    }

    /**
     * They would take more of the heap than anything else. Where the trace begins is known before
     * they come, though it stands behind them in the file.
     */
    @Test
    void longTextsAreNotHeldBackByTheThousand() throws Exception {
        FedTrace fed = new FedTrace(folder, Duration.ofSeconds(10));
        String text = "x".repeat(900);
        Script.Work logging =
                () -> {
                    for (int i = 0; i < LOGS; i++) {
                        Trace.log("n", i + text);
                    }
                };
        Path recording = fed.record(() -> Script.start("busy", logging).join());
        fed.flush(recording);
        TraceOutcome outcome = fed.finish();
        assertThat(outcome.altered()).containsKey("sorted early: too many events at once");
        // JDK 17 may lose some of them where its chunk ends.
        assertThat((long) fed.parsed().logs("n").size()).isEqualTo(logs(recording));
    }

    @Test
    void aThreadThatAChunkHasTheIdOfAloneIsThatOfTheChunkBefore() throws Exception {
        FedTrace fed = new FedTrace(folder, Duration.ofSeconds(10));
        fed.flush(AbsentThread.lose(fed.record(AbsentThread::work)));
        assertThat(fed.finish().altered()).isEmpty();
        AbsentThread.assertShown(fed.parsed());
    }

    /** As the agent tells of each sleep of a virtual thread. */
    @Test
    void aWaitWithinAWaitAltersNothing() throws Exception {
        FedTrace fed = new FedTrace(folder, Duration.ofSeconds(10));
        fed.flush(
                fed.record(
                        () -> {
                            VirtualThreadPark park = new VirtualThreadPark();
                            park.begin();
                            Thread.sleep(30);
                            park.commit();
                        }));
        assertThat(fed.finish().altered()).isEmpty();
        assertThat(fed.parsed().waits(Thread.currentThread().getId(), "sync (park)")).hasSize(1);
    }

    /** By the JDK's own reader. */
    private static long logs(Path recording) throws IOException {
        return RecordingFile.readAllEvents(recording).stream()
                .filter(event -> event.getEventType().getName().equals("dev.jfrtrace.Log"))
                .count();
    }
}
