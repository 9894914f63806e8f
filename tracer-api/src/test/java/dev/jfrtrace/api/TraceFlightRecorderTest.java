package dev.jfrtrace.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract that does not depend on who keeps the events. */
class TraceFlightRecorderTest {
    @TempDir Path folder;

    @Test
    void writesWhatIsKept() throws IOException {
        try (TraceFlightRecorder recorder = TraceFlightRecorder.start(Duration.ofSeconds(7))) {
            Path file = folder.resolve("a.trace");
            recorder.writeTo(file);
            assertThat(file).hasContent("PT7S");
            Path jfr = folder.resolve("a.jfr");
            recorder.dumpTo(jfr);
            assertThat(jfr).hasContent("PT7S");
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            recorder.writeTo(out);
            assertThat(out).hasToString("PT7S");
        }
    }

    @Test
    void knowsWhetherItIsOn() {
        TraceFlightRecorder recorder = TraceFlightRecorder.start(Duration.ofSeconds(1));
        assertThat(recorder.isRecording()).isTrue();
        recorder.close();
        recorder.close();
        assertThat(recorder.isRecording()).isFalse();
        assertThatIllegalStateException()
                .isThrownBy(() -> recorder.writeTo(folder.resolve("a.trace")))
                .withMessage("this recorder is closed");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void oneThreadWritesAtATime() throws IOException {
        try (TraceFlightRecorder recorder = TraceFlightRecorder.start(Duration.ofSeconds(1))) {
            OutputStream second = new ByteArrayOutputStream();
            OutputStream first =
                    new OutputStream() {
                        @Override
                        public void write(int b) throws IOException {
                            recorder.writeTo(second);
                        }
                    };
            assertThatIllegalStateException()
                    .isThrownBy(() -> recorder.writeTo(first))
                    .withMessage("another thread is writing this recorder's events");
            assertThat(second).hasToString("");
            // And afterwards it can be written again.
            recorder.writeTo(second);
            assertThat(second).hasToString("PT1S");
        }
    }

    @Test
    void aFailureLetsTheNextOneWrite() throws IOException {
        try (TraceFlightRecorder recorder = TraceFlightRecorder.start(Duration.ofSeconds(1))) {
            Path nowhere = folder.resolve("none").resolve("a.trace");
            assertThatIOException().isThrownBy(() -> recorder.writeTo(nowhere));
            Path file = folder.resolve("a.trace");
            recorder.writeTo(file);
            assertThat(file).hasContent("PT1S");
        }
    }

    @Test
    void keepsSomeTime() {
        for (Duration age : new Duration[] {Duration.ZERO, Duration.ofSeconds(-1)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TraceFlightRecorder.start(age))
                    .withMessageContaining("expected above 0");
        }
    }
}
