package dev.jfrtrace.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jfrtrace.api.Trace;
import dev.jfrtrace.api.TraceAbortedException;
import dev.jfrtrace.api.TraceOutcome;
import dev.jfrtrace.api.TraceOutcome.End;
import dev.jfrtrace.api.TracerUnavailableException;
import dev.jfrtrace.bridge.ParsedTrace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/**
 * JFR's own methods throw. Here they do since JFR tells listeners of each recording that changes,
 * and passes on what errors these throw: as an agent's may that lacks a class. JDK 17 and 21 keep
 * them to themselves.
 */
@EnabledForJreRange(min = JRE.JAVA_25)
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class JfrFaultsTest {
    @TempDir private Path folder;

    private FlightRecorderListener broken;

    private void breakAt(RecordingState state) {
        broken =
                new FlightRecorderListener() {
                    @Override
                    public void recordingStateChanged(Recording recording) {
                        if (recording.getState() == state) {
                            throw new NoClassDefFoundError("on purpose");
                        }
                    }
                };
        FlightRecorder.addListener(broken);
    }

    @AfterEach
    void nothingIsLeftAndAnotherTraceCanStart() throws Exception {
        FlightRecorder.removeListener(broken);
        assertThat(FlightRecorder.getFlightRecorder().getRecordings()).isEmpty();
        Path file = folder.resolve("next.trace");
        assertThat(traced(file).isComplete()).isTrue();
        assertThat(ParsedTrace.of(file).logs("n")).hasSize(1);
    }

    /** Either the start fails or, if that was faster, the trace breaks off. */
    @Test
    void aRecordingThatFailsToStartIsTold() throws Exception {
        breakAt(RecordingState.RUNNING);
        try (Trace trace = Trace.start(folder.resolve("start.trace"))) {
            assertThatExceptionOfType(TraceAbortedException.class)
                    .isThrownBy(trace::close)
                    .withMessageContaining("on purpose");
            assertThat(trace.outcome().end()).isEqualTo(End.FAILED);
        } catch (TracerUnavailableException e) {
            assertThat(e).hasMessageContaining("JFR");
        }
    }

    private TraceOutcome traced(Path file) throws IOException {
        Trace trace = Trace.start(file);
        try (trace) {
            Trace.log("n", "log");
        }
        return trace.outcome();
    }

    @Test
    void aRecordingThatFailsToStopIsReadAllTheSame() throws Exception {
        breakAt(RecordingState.STOPPED);
        Path file = folder.resolve("stop.trace");
        assertThat(traced(file).end()).isEqualTo(End.STOPPED);
        assertThat(ParsedTrace.of(file).logs("n")).hasSize(1);
    }

    @Test
    void aRecordingThatFailsToCloseIsANote() throws Exception {
        breakAt(RecordingState.CLOSED);
        Path file = folder.resolve("close.trace");
        TraceOutcome outcome = traced(file);
        assertThat(outcome.isComplete()).isTrue();
        assertThat(outcome.notes()).anyMatch(note -> note.contains("on purpose"));
        assertThat(ParsedTrace.of(file).logs("n")).hasSize(1);
    }

    @Test
    void aTraceWhoseRecordingFailsToCloseCanBeDiscarded() {
        breakAt(RecordingState.CLOSED);
        LiveTracer tracer = new LiveTracer(new JfrEngine());
        tracer.startTrace();
        tracer.discard();
        assertThat(tracer.outcome().end()).isEqualTo(End.DISCARDED);
    }
}
