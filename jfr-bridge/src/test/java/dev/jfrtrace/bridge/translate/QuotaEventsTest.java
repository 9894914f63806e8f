package dev.jfrtrace.bridge.translate;

import static dev.jfrtrace.bridge.translate.Made.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.Choices;
import dev.jfrtrace.bridge.MadeRecording;
import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.ParsedTrace.Event;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.mapping.GroupBy;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.bridge.source.JfrThread;
import dev.jfrtrace.encoder.TraceEncoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a container's quota withheld, by counters that have counted since the container began. */
class QuotaEventsTest {
    private static final String EVENT = "ContainerCPUThrottling";

    @TempDir private Path folder;

    private MadeRecording recording;

    @BeforeEach
    void make() {
        recording = new MadeRecording();
        recording.event("test.Act").at(MS).on(recording.thread("worker", 10, 100));
        recording.event("Nothing").at(100_000 * MS);
    }

    private void look(long at, long periods, long throttled, long millis) {
        recording
                .event(EVENT)
                .at(at * MS)
                .with("cpuElapsedSlices", periods)
                .with("cpuThrottledSlices", throttled)
                .with("cpuThrottledTime", millis * MS);
    }

    private void quota(long at, long micros, long perMicros) {
        recording
                .event("ContainerConfiguration")
                .at(at * MS)
                .with("effectiveCpuCount", 2L)
                .with("cpuQuota", micros)
                .with("cpuSlicePeriod", perMicros);
    }

    private static List<String> said(ParsedTrace trace) {
        return trace.logs("throttled").stream().map(log -> log.text("Message")).toList();
    }

    @Test
    @Tests({JfrMapping.CONTAINER_THROTTLING, JfrMapping.CONTAINER_CONFIGURATION})
    void whatTheCountersGrowByIsSaidWhenItIsTold() throws IOException {
        quota(2, 50_000, 100_000);
        look(30_000, 90_000, 8_000, 400_000);
        look(60_000, 90_300, 8_027, 400_812);
        look(90_000, 90_600, 8_027, 400_812);
        Made made = Made.of(recording, folder);
        assertThat(said(made.trace()))
                .containsExactly(
                        "812 ms of CPU time withheld in 27 of 300 periods, within 30000 ms; the"
                                + " quota is 50 ms of CPU time in each 100 ms");
        Event log = made.trace().logs("throttled").get(0);
        assertThat(log.time()).isBetween(Made.at(60_000 * MS), Made.at(60_001 * MS));
        assertThat(made.count(EVENT, Fate.TRANSLATED)).isEqualTo(1);
        assertThat(made.count(EVENT, Fate.NOT_USED)).as("the first, and nothing").isEqualTo(2);
    }

    @Test
    void countersThatGoBackAreOfAnotherContainer() throws IOException {
        look(10_000, 90_000, 8_000, 400_000);
        look(20_000, 50, 8_001, 400_001);
        look(30_000, 100, 7, 400_100);
        look(40_000, 150, 8, 5);
        look(50_000, 200, 9, 30);
        assertThat(said(Made.of(recording, folder).trace()))
                .containsExactly("25 ms of CPU time withheld in 1 of 50 periods, within 10000 ms");
    }

    /** Counters are read one after the other, and the reader is throttled like anybody else. */
    @Test
    void noMorePeriodsAreThrottledThanThereAre() throws IOException {
        look(10_000, 100, 10, 500);
        look(11_000, 112, 23, 2_465);
        assertThat(said(Made.of(recording, folder).trace()))
                .containsExactly(
                        "1965 ms of CPU time withheld in 13 of 13 periods, within 1000 ms");
    }

    /** JFR says -1 where the kernel does not count, and -2 where nobody can. */
    @Test
    void unknownCountersSayNothing() throws IOException {
        recording
                .event(EVENT)
                .at(10_000 * MS)
                .with("cpuElapsedSlices", -1L)
                .with("cpuThrottledSlices", -1L)
                .with("cpuThrottledTime", -1L);
        look(20_000, 90_000, 8_000, 400_000);
        assertThat(said(Made.of(recording, folder).trace())).isEmpty();
    }

    @Test
    void aContainerWithoutAQuotaHasNone() throws IOException {
        quota(2, -1, 100_000);
        look(10_000, 100, 0, 0);
        look(20_000, 200, 1, 50);
        quota(25_000, 12_500, 100_000);
        look(30_000, 300, 2, 100);
        assertThat(said(Made.of(recording, folder).trace()))
                .containsExactly(
                        "50 ms of CPU time withheld in 1 of 100 periods, within 10000 ms",
                        "50 ms of CPU time withheld in 1 of 100 periods, within 10000 ms; the quota"
                                + " is 12.5 ms of CPU time in each 100 ms");
    }

    /** JDK 17 writes it on a thread of its own, which need not be among those that are shown. */
    @Test
    void whoWroteItDoesNotMatter() throws IOException {
        JfrThread writer = recording.thread("JFR Periodic Tasks", 12, 112);
        for (long i = 1; i <= 2; i++) {
            recording
                    .event(EVENT)
                    .at(i * 10_000 * MS)
                    .on(writer)
                    .with("cpuElapsedSlices", i * 100)
                    .with("cpuThrottledSlices", i)
                    .with("cpuThrottledTime", i * 50 * MS);
        }
        TranslateOptions options =
                Choices.of(
                        TraceEncoder.Options.DEFAULT_MAX_RESTATED,
                        Pattern.compile("worker"),
                        GroupBy.POOL);
        assertThat(said(Made.of(recording, folder, 0, Long.MAX_VALUE, options).trace()))
                .containsExactly("50 ms of CPU time withheld in 1 of 100 periods, within 10000 ms");
    }

    /** What was told before the part that is shown still holds. */
    @Test
    void aPartOfARecordingKnowsWhereCountersStood() throws IOException {
        quota(2, 50_000, 100_000);
        look(10_000, 100, 1, 100);
        look(40_000, 400, 2, 150);
        look(70_000, 700, 3, 250);
        Made made = Made.of(recording, folder, 50_000 * MS, Long.MAX_VALUE);
        assertThat(said(made.trace()))
                .containsExactly(
                        "100 ms of CPU time withheld in 1 of 300 periods, within 30000 ms; the"
                                + " quota is 50 ms of CPU time in each 100 ms");
    }

    @Test
    void liveItIsSaidAsItComes() throws IOException {
        LiveScript script = new LiveScript();
        long worker = script.thread("worker", 10, 100);
        script.introduce(worker, BlockReason.UNKNOWN, null);
        script.comes(JfrMapping.CONTAINER_CONFIGURATION)
                .with(1, 200_000)
                .with(2, 100_000)
                .at(-MS / 2);
        counters(script, 700, 50, 5_000, 1_000);
        counters(script, 710, 60, 5_600, 2_000);
        assertThat(said(script.parsed(3_000 * MS, folder)))
                .containsExactly(
                        "600 ms of CPU time withheld in 10 of 10 periods, within 1000 ms; the quota"
                                + " is 200 ms of CPU time in each 100 ms");
    }

    private static void counters(
            LiveScript script, long periods, long throttled, long millis, long at)
            throws IOException {
        script.comes(JfrMapping.CONTAINER_THROTTLING)
                .with(0, periods)
                .with(1, throttled)
                .with(2, millis * MS)
                .at(at * MS);
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        for (String quota : List.of("", "50 ms of CPU time in each 100 ms")) {
            ThrottledLog log = new ThrottledLog(812, 27, 300, 30_000, quota);
            assertThat(ThrottledLog.of(log.message())).contains(log);
        }
        assertThat(ThrottledLog.of("somebody else's log")).isEmpty();
    }
}
