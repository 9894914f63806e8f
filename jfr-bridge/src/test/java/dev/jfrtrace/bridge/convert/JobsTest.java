package dev.jfrtrace.bridge.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jfrtrace.bridge.Recordings;
import dev.jfrtrace.bridge.convert.Progress.Phase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However many threads work at a conversion, what comes of it is the same, and none is left. */
class JobsTest {
    private static final int[] JOBS = {2, 3, 7};

    @TempDir private Path folder;

    /** Chunks of two JVMs: a damaged one, whole ones, a second copy, one that is cut off. */
    private Path recording;

    @BeforeEach
    void joinRecordings() throws IOException {
        byte[] old = Files.readAllBytes(Recordings.fixture("jdk17-G1-orders"));
        byte[] recent = Files.readAllBytes(Recordings.fixture("jdk25-Z-orders"));
        byte[] damaged = recent.clone();
        Arrays.fill(damaged, damaged.length / 2, damaged.length / 2 + 4_096, (byte) 0);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(damaged);
        all.write(old);
        all.write(recent);
        all.write(old);
        all.write(old, 0, old.length / 3);
        recording = Files.write(folder.resolve("joined.jfr"), all.toByteArray());
    }

    @AfterEach
    void noThreadIsLeft() {
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("jfrtrace-worker-"));
    }

    private static ConvertOptions.Builder jobs(int jobs) {
        return ConvertOptions.builder().jobs(jobs);
    }

    private ConversionReport convert(int jobs) throws IOException {
        return JfrToTrace.convert(recording, trace(jobs), jobs(jobs).build());
    }

    private Path trace(int jobs) throws IOException {
        return Files.createDirectories(folder.resolve("jobs-" + jobs)).resolve("out.trace");
    }

    @Test
    void theTracesAreTheSameBytes() throws IOException {
        int traces = convert(1).traces().size();
        assertThat(traces).isEqualTo(2);
        for (int jobs : JOBS) {
            assertThat(convert(jobs).traces()).hasSize(traces);
            for (int number = 1; number <= traces; number++) {
                assertThat(JfrToTrace.numbered(trace(jobs), number))
                        .hasSameBinaryContentAs(JfrToTrace.numbered(trace(1), number));
            }
        }
    }

    /** What each thread saw first makes no difference. */
    @Test
    void theReportIsTheSame() throws IOException {
        ConversionReport alone = convert(1);
        assertThat(alone.lost()).isNotEmpty();
        assertThat(alone.warnings()).anyMatch(warning -> warning.contains("a copy of the chunk"));
        for (int jobs : JOBS) {
            ConversionReport report = convert(jobs);
            assertThat(report.warnings()).isEqualTo(alone.warnings());
            assertThat(report.lost()).isEqualTo(alone.lost());
            for (int i = 0; i < report.traces().size(); i++) {
                TraceReport trace = report.traces().get(i);
                TraceReport same = alone.traces().get(i);
                assertThat(trace.events()).isEqualTo(same.events());
                assertThat(trace.traceEvents()).isEqualTo(same.traceEvents());
                assertThat(trace.refusalTexts()).isEmpty();
            }
        }
    }

    @Test
    void theSameFailureIsToldOfWhatIsNoRecording() throws IOException {
        byte[] broken = Files.readAllBytes(Recordings.fixture("jdk17-G1-orders"));
        Files.write(recording, Arrays.copyOf(broken, 100));
        List<String> messages = new ArrayList<>();
        for (int jobs : new int[] {1, 2, 3}) {
            assertThatThrownBy(() -> convert(jobs))
                    .isInstanceOf(IOException.class)
                    .satisfies(e -> messages.add(e.getMessage()));
        }
        assertThat(new HashSet<>(messages)).hasSize(1);
    }

    /** The worker that writes fails, and not the thread that called. */
    @Test
    void aFailureOfTheOutputIsThatOfTheConversion() throws IOException {
        Path whole = Recordings.fixture("jdk17-G1-orders");
        for (int jobs : new int[] {1, 2, 3}) {
            OutputStream full =
                    new OutputStream() {
                        @Override
                        public void write(int b) throws IOException {
                            throw new IOException("no space left");
                        }
                    };
            assertThatThrownBy(() -> JfrToTrace.convert(whole, full, jobs(jobs).build()))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessage("no space left");
        }
    }

    @Test
    void whoeverListensMayEndItInAnyPhase() throws IOException {
        for (Phase end : Phase.values()) {
            for (int jobs : new int[] {1, 2, 3}) {
                ConvertOptions options =
                        jobs(jobs)
                                .progress(
                                        (phase, done, total) -> {
                                            if (phase == end) {
                                                throw new CancellationException("enough");
                                            }
                                        })
                                .build();
                assertThatThrownBy(() -> JfrToTrace.convert(recording, trace(jobs), options))
                        .isInstanceOf(CancellationException.class)
                        .hasMessage("enough");
                assertThat(trace(jobs).getParent()).isEmptyDirectory();
            }
        }
    }

    @Test
    void progressIsHeardOnTheCallingThread() throws IOException {
        Set<Thread> heardOn = new HashSet<>();
        List<Long> read = new ArrayList<>();
        ConvertOptions options =
                jobs(3).progress(
                                (phase, done, total) -> {
                                    heardOn.add(Thread.currentThread());
                                    if (phase == Phase.READING) {
                                        read.add(done);
                                        assertThat(done).isBetween(0L, total);
                                    }
                                })
                        .build();
        JfrToTrace.convert(recording, trace(3), options);
        assertThat(heardOn).containsExactly(Thread.currentThread());
        assertThat(read).isSorted().endsWith(Files.size(recording));
    }

    @Test
    void anInterruptEndsIt() throws IOException {
        for (int jobs : new int[] {1, 3}) {
            Thread.currentThread().interrupt();
            try {
                assertThatThrownBy(() -> convert(jobs)).isInstanceOf(IOException.class);
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }
            assertThat(trace(jobs).getParent()).isEmptyDirectory();
        }
    }
}
