package dev.jfrtrace.bridge.cli.summary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jfrtrace.bridge.cli.Fixtures;
import dev.jfrtrace.bridge.cli.KnownTrace;
import dev.jfrtrace.bridge.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code jfrtrace summary} of a part of a trace. */
class SummaryPartTest {
    private static final String[] STATES = {"running", "runnable", "syscall", "blockedSyscall"};

    @TempDir private Path folder;

    private Path known() throws IOException {
        return Files.write(folder.resolve("known.trace"), KnownTrace.bytes());
    }

    private static JsonNode json(Object... args) throws IOException {
        Run run = Run.of(args);
        assertThat(run.err()).isEmpty();
        return new ObjectMapper().readTree(run.out());
    }

    /** The worker waits from 100 to 400 us, runs again at 420 us; its region ends at 450 us. */
    @Test
    void whatCrossesTheEdgesIsClipped() throws IOException {
        JsonNode part = json("summary", "--json", "--from", "0.2ms", "--to", "0.41ms", known());

        assertThat(part.get("duration").asLong()).isEqualTo(210_000);
        assertThat(part.get("events").asInt()).isEqualTo(1);
        assertThat(part.get("maxRunning").asInt()).isEqualTo(1);
        assertThat(part.get("minHeap").asLong()).isEqualTo(5_000_000);
        JsonNode wait = part.get("waits").get(0);
        assertThat(wait.get("reason").asText()).isEqualTo("sync (park)");
        assertThat(wait.get("count").asInt()).isEqualTo(1);
        assertThat(wait.get("sum").asLong()).isEqualTo(200_000);
        assertThat(wait.get("stack").get(0).get("function").asText()).isEqualTo("app.Lock");
        assertThat(part.get("wakes").get(0).get("woken").asText()).isEqualTo("worker");
        Map<String, Long> times = times(part);
        // What the boss is called the trace tells behind this part.
        assertThat(times).containsEntry(" running", 210_000L);
        assertThat(times).containsEntry("worker sync (park)", 200_000L);
        assertThat(times).containsEntry("worker runnable", 10_000L);
        assertThat(times).containsEntry("worker running", 0L);
        assertThat(part.get("tasks").get(0).get("name").asText()).isEqualTo("order");
    }

    @Test
    void aRegionThatWasOpenIsClipped() throws IOException {
        JsonNode part = json("summary", "--json", "--from", "0.43ms", known());

        assertThat(part.get("regions").get(0).get("sum").asLong()).isEqualTo(20_000);
        assertThat(part.get("tasks").get(0).get("sum").asLong()).isEqualTo(30_000);
        assertThat(times(part)).containsEntry("worker running", 70_000L);
    }

    @Test
    void aStopIsClipped() throws IOException {
        JsonNode part = json("summary", "--json", "--from", "0.605ms", known());

        assertThat(part.get("stops").get("count").asInt()).isEqualTo(1);
        assertThat(part.get("stops").get("sum").asLong()).isEqualTo(95_000);
    }

    /** By goroutine and state. */
    private static Map<String, Long> times(JsonNode summary) {
        Map<String, Long> times = new HashMap<>();
        for (JsonNode g : summary.get("goroutines")) {
            String name = g.get("name").asText() + " ";
            for (String state : STATES) {
                times.merge(name + state, g.get(state).asLong(), Long::sum);
            }
            JsonNode blocked = g.get("blocked");
            blocked.fieldNames()
                    .forEachRemaining(
                            why -> times.merge(name + why, blocked.get(why).asLong(), Long::sum));
        }
        return times;
    }

    /** Wherever a trace is cut: no time is lost at the cut, and none is counted twice. */
    @ParameterizedTest
    @ValueSource(strings = {"1ms", "17ms", "33.333333ms", "50ms", "80ms"})
    void theTimesOfTwoPartsAreThoseOfTheWhole(String cut) throws IOException {
        Path recording = Fixtures.recording(folder.resolve("in.jfr"));
        Path trace = folder.resolve("in.trace");
        assertThat(Run.of("convert", "-q", recording, "-o", trace).code()).isZero();

        Map<String, Long> sum = times(json("summary", "--json", "--to", cut, trace));
        times(json("summary", "--json", "--from", cut, trace))
                .forEach((what, nanos) -> sum.merge(what, nanos, Long::sum));

        sum.values().removeIf(nanos -> nanos == 0);
        Map<String, Long> whole = times(json("summary", "--json", trace));
        whole.values().removeIf(nanos -> nanos == 0);
        assertThat(sum).isEqualTo(whole).containsKey("cli-sleeper-# sleep");
    }

    @Test
    void theHeadSaysWhichPartItIs() throws IOException {
        Path trace = known();

        assertThat(Run.of("summary", "--from", "0.2ms", "--to", "0.41ms", trace).outText())
                .startsWith(trace + ": 210 us, 1 event from 200 us to 410 us of version 1.26\n");
        assertThat(Run.of("summary", "--from", "0.2ms", trace).outText())
                .contains(" from 200 us to the end of version 1.26\n");
    }

    @Test
    void wherePartsLieOutsideIsTold() throws IOException {
        Path trace = known();

        Run behind = Run.of("summary", "--from", "2", trace);
        assertThat(behind.code()).isEqualTo(1);
        assertThat(behind.err())
                .contains("nothing lies in the chosen time: the trace ends after 1.00 ms");
        assertThat(Run.of("summary", "--from", "2", "--to", "1", trace).code()).isEqualTo(2);
        assertThat(Run.of("summary", "--from", "0", "--to", "5", trace).code()).isZero();
    }

    /** From the start of the trace, as a timeline has it, not from that of the part. */
    @Test
    void whenEventsAreMissingIsToldAsOfTheWholeTrace() throws IOException {
        assertThat(Run.of("summary", "--from", "0.605ms", known()).outText())
                .contains("LOST: events are missing in 1 gap, the first up to 800 us after");
    }

    @Test
    void whichWaitsAreHiddenIsToldOfAnyPart() throws IOException {
        Path recording = Fixtures.recording(folder.resolve("in.jfr"));

        assertThat(Run.of("summary", "--from", "20ms", recording).outText())
                .contains("\n  HIDDEN: Not recorded: ");
    }
}
