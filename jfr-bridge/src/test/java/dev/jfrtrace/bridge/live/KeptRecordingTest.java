package dev.jfrtrace.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jfrtrace.api.Preset;
import dev.jfrtrace.api.Trace;
import dev.jfrtrace.api.TraceFlightRecorder;
import dev.jfrtrace.api.TraceOptions;
import dev.jfrtrace.api.TraceOutcome;
import dev.jfrtrace.api.TraceOutcome.End;
import dev.jfrtrace.api.TracingActiveException;
import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.ParsedTrace.Span;
import dev.jfrtrace.bridge.Script;
import dev.jfrtrace.encoder.judge.GoJudge;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The flight recorder on this JVM. */
@Timeout(120)
class KeptRecordingTest {
    private static final long MS = 1_000_000;
    private static final Duration AGE = Duration.ofSeconds(2);

    /** JFR's clock and the wall clock, which tells where a trace begins, differ by less. */
    private static final long SLACK = 100 * MS;

    private static final TraceOptions FULL = TraceOptions.builder(Preset.FULL).build();

    @TempDir private Path folder;

    /** Of marks every 100 ms, and of a thread that says nothing. */
    @Test
    void theLastSecondsAreShown() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        Map<String, Long> marks = new HashMap<>();
        Path file = folder.resolve("last.trace");
        TraceOutcome outcome;
        long asked;
        Thread silent = Script.start("silent", done::await);
        try (TraceFlightRecorder recorder = TraceFlightRecorder.start(AGE, FULL)) {
            for (int i = 0; i < 40; i++) {
                marks.put("mark " + i, System.nanoTime());
                Trace.log("kept", "mark " + i);
                LockSupport.parkNanos(100 * MS);
            }
            asked = System.nanoTime();
            outcome = recorder.writeTo(file);
            assertThat(recorder.isRecording()).isTrue();
        } finally {
            done.countDown();
        }
        assertThat(outcome.end()).isEqualTo(End.STOPPED);
        assertThat(outcome.isComplete()).isTrue();
        assertThat(outcome.bytes()).isEqualTo(Files.size(file));
        ParsedTrace trace = ParsedTrace.of(file);
        assertMarks(trace, marks, asked - AGE.toNanos());
        List<Span> spans = trace.spans(Survey.id(silent));
        Span wait = spans.get(spans.size() - 1);
        assertThat(wait.reason()).isEqualTo("sync (park)");
        assertThat(wait.begin().moved()).contains("java.util.concurrent.CountDownLatch.await");
        // From the begin of the trace on.
        assertThat(wait.from()).isLessThan(spans.get(0).from() + MS);
        assertThat(wait.length()).isBetween(AGE.toNanos() - SLACK, AGE.toNanos() + SLACK);
    }

    private static void assertMarks(ParsedTrace trace, Map<String, Long> marks, long begin) {
        List<String> shown = trace.logs("kept").stream().map(e -> e.text("Message")).toList();
        marks.forEach(
                (mark, time) -> {
                    // The trace begins before the recording's end, which comes after the call.
                    if (time > begin + 1_000 * MS) {
                        assertThat(shown).contains(mark);
                    } else if (time < begin - SLACK) {
                        assertThat(shown).doesNotContain(mark);
                    }
                });
    }

    @Test
    void eachTraceReachesUpToItsOwnCall() throws Exception {
        try (TraceFlightRecorder recorder = TraceFlightRecorder.start(Duration.ofMinutes(1))) {
            for (int i = 0; i < 3; i++) {
                Trace.log("call", "number " + i);
                Path file = folder.resolve(i + ".trace");
                try (OutputStream out = Files.newOutputStream(file)) {
                    recorder.writeTo(out);
                }
                assertThat(ParsedTrace.of(file).logs("call")).hasSize(i + 1);
            }
        }
    }

    @Test
    void whatIsKeptIsARecordingToo() throws Exception {
        Path jfr = folder.resolve("kept.jfr");
        try (TraceFlightRecorder recorder = TraceFlightRecorder.start(AGE)) {
            Trace.log("kept", "as an event");
            recorder.dumpTo(jfr);
        }
        assertThat(RecordingFile.readAllEvents(jfr))
                .filteredOn(e -> e.getEventType().getName().equals("dev.jfrtrace.Log"))
                .anySatisfy(e -> assertThat(e.getString("message")).isEqualTo("as an event"));
    }

    @Test
    void aTracerTracesBesideIt() throws Exception {
        Path live = folder.resolve("live.trace");
        Path kept = folder.resolve("kept.trace");
        try (TraceFlightRecorder recorder = TraceFlightRecorder.start(AGE, FULL)) {
            Trace trace = Trace.start(live, FULL);
            try (trace) {
                Trace.log("both", "see this");
            }
            assertThat(trace.outcome().isComplete()).isTrue();
            recorder.writeTo(kept);
        }
        for (Path file : new Path[] {live, kept}) {
            GoJudge.require().assertAccepted(file);
            assertThat(ParsedTrace.of(file).logs("both")).hasSize(1);
        }
    }

    @Test
    void thereIsOneInAJvm() {
        try (TraceFlightRecorder recorder = TraceFlightRecorder.start(AGE)) {
            assertThatThrownBy(() -> TraceFlightRecorder.start(AGE))
                    .isInstanceOf(TracingActiveException.class)
                    .hasMessageContaining("another flight recorder");
            assertThat(recorder.isRecording()).isTrue();
        }
        TraceFlightRecorder.start(AGE).close();
        assertThat(ours()).isEmpty();
    }

    @Test
    void othersMayCloseIt() throws IOException {
        try (TraceFlightRecorder recorder = TraceFlightRecorder.start(AGE)) {
            ours().forEach(Recording::close);
            assertThat(recorder.isRecording()).isFalse();
            Path file = folder.resolve("none.trace");
            assertThatIOException()
                    .isThrownBy(() -> recorder.writeTo(file))
                    .withMessageContaining("is closed");
            assertThat(file).doesNotExist();
        }
    }

    @Test
    void nothingIsLeftBehind() throws Exception {
        int before = FlightRecorder.getFlightRecorder().getRecordings().size();
        try (TraceFlightRecorder recorder = TraceFlightRecorder.start(AGE)) {
            recorder.writeTo(folder.resolve("a.trace"));
            assertThat(folder).isDirectoryContaining(p -> p.endsWith("a.trace"));
            try (var files = Files.list(folder)) {
                assertThat(files).hasSize(1);
            }
        }
        assertThat(FlightRecorder.getFlightRecorder().getRecordings()).hasSize(before);
    }

    private static List<Recording> ours() {
        return FlightRecorder.getFlightRecorder().getRecordings().stream()
                .filter(recording -> KeptRecording.NAME.equals(recording.getName()))
                .toList();
    }
}
