package dev.jfrtrace.bridge.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jfrtrace.bridge.Recordings;
import dev.jfrtrace.bridge.source.ChunkWalk;
import dev.jfrtrace.bridge.source.RecordingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that hold the recordings of several JVMs, one behind the other. */
class JoinedRecordingsTest {
    private static final Path FIRST = Recordings.fixture("jdk17-G1-orders");
    private static final Path SECOND = Recordings.fixture("jdk25-Z-orders");

    @TempDir Path folder;

    private Path joined;
    private Path out;

    @BeforeEach
    void join() throws IOException {
        joined = Recordings.join(folder.resolve("joined.jfr"), FIRST, SECOND);
        out = folder.resolve("out.trace");
    }

    @Test
    void giveATraceForEachJvm() throws IOException {
        ConversionReport report = JfrToTrace.convert(joined, out, ConvertOptions.defaults());
        assertThat(report.jvms()).isEqualTo(2);
        assertThat(report.warnings()).isEmpty();
        assertThat(report.oddities())
                .singleElement()
                .satisfies(
                        odd -> {
                            assertThat(odd.kind()).isEqualTo(Oddity.Kind.JOINED);
                            assertThat(odd.offset()).isEqualTo(Files.size(FIRST));
                            assertThat(odd.text()).endsWith(report.traces().get(1).jvm());
                        });
        assertThat(report.traces())
                .extracting(TraceReport::path)
                .containsExactly(out, folder.resolve("out-2.trace"));
        assertThat(report.traces()).extracting(TraceReport::jvm).doesNotHaveDuplicates();
    }

    @Test
    void giveTheTracesOfTheirParts() throws IOException {
        JfrToTrace.convert(joined, out, ConvertOptions.defaults());
        assertThat(out).hasBinaryContent(traceOf(FIRST));
        assertThat(folder.resolve("out-2.trace")).hasBinaryContent(traceOf(SECOND));
    }

    @Test
    void giveTheChosenJvmAlone() throws IOException {
        ConvertOptions second = ConvertOptions.builder().jvm(2).build();
        ConversionReport report = JfrToTrace.convert(joined, out, second);
        assertThat(report.traces()).extracting(TraceReport::path).containsExactly(out);
        assertThat(report.jvms()).isEqualTo(2);
        assertThat(out).hasBinaryContent(traceOf(SECOND));
        assertThat(folder.resolve("out-2.trace")).doesNotExist();
    }

    @Test
    void giveTheChosenJvmToAStream() throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        ConversionReport report =
                JfrToTrace.convert(joined, stream, ConvertOptions.builder().jvm(1).build());
        assertThat(stream.toByteArray()).isEqualTo(traceOf(FIRST));
        assertThat(report.traces()).extracting(TraceReport::path).containsOnlyNulls();
    }

    @Test
    void doNotFitOneStream() {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        assertThatThrownBy(() -> JfrToTrace.convert(joined, stream, ConvertOptions.defaults()))
                .isInstanceOf(RecordingException.class)
                .hasMessage(
                        joined
                                + ": holds 2 JVMs, and a trace is of one: choose from --jvm 1 to"
                                + " --jvm 2");
        assertThat(stream.size()).isZero();
    }

    @Test
    void haveNoThirdJvm() {
        ConvertOptions third = ConvertOptions.builder().jvm(3).build();
        assertThatThrownBy(() -> JfrToTrace.convert(joined, out, third))
                .isInstanceOf(RecordingException.class)
                .hasMessage(joined + ": holds 2 JVMs, but number 3 was asked for");
        assertThat(out).doesNotExist();
    }

    @Test
    void giveACopyOfAChunkOnce() throws IOException {
        Path twice = Recordings.join(folder.resolve("twice.jfr"), FIRST, SECOND, FIRST);
        ConversionReport report = JfrToTrace.convert(twice, out, ConvertOptions.defaults());
        assertThat(report.jvms()).isEqualTo(2);
        assertThat(report.warnings())
                .singleElement()
                .asString()
                .contains(" at offset " + (Files.size(FIRST) + Files.size(SECOND)))
                .endsWith("a copy of the chunk at offset 0, and left out.");
        assertThat(out).hasBinaryContent(traceOf(FIRST));
    }

    @Test
    void giveWhatComesBeforeADamage() throws IOException {
        byte[] bytes = Files.readAllBytes(joined);
        Path cut = folder.resolve("cut.jfr");
        Files.write(cut, Arrays.copyOf(bytes, bytes.length - 100_000));
        for (Reader reader : Reader.values()) {
            ConvertOptions options = ConvertOptions.builder().reader(reader).build();
            ConversionReport report = JfrToTrace.convert(cut, out, options);
            assertThat(report.jvms()).isEqualTo(1);
            assertThat(report.warnings())
                    .singleElement()
                    .asString()
                    .startsWith(cut + " at offset " + Files.size(FIRST) + ": ")
                    .contains("the file was cut off");
            assertThat(out).hasBinaryContent(traceOf(FIRST));
        }
    }

    /** Of the second JVM all but its last event, and one trace for each. */
    @Test
    void giveWhatIsThereOfBoth() throws IOException {
        byte[] bytes = Files.readAllBytes(joined);
        Path cut = folder.resolve("cut.jfr");
        Files.write(cut, Arrays.copyOf(bytes, bytes.length - 1));
        ConversionReport report = JfrToTrace.convert(cut, out, ConvertOptions.defaults());
        assertThat(report.jvms()).isEqualTo(2);
        assertThat(report.lost())
                .singleElement()
                .asString()
                .contains("all that came after", "the file was cut off");
        assertThat(out).hasBinaryContent(traceOf(FIRST));
    }

    /** A JVM keeps its number, whatever of the others is asked for. */
    @Test
    void giveNothingOfAJvmThatWasNotThereThen() throws IOException {
        long start = ChunkWalk.of(SECOND).chunks().get(0).header().startNanos();
        String time = Instant.ofEpochSecond(0, start).toString();
        ConvertOptions late =
                ConvertOptions.builder().from(TimePoint.parse(time, ZoneOffset.UTC)).build();
        ConversionReport report = JfrToTrace.convert(joined, out, late);
        assertThat(report.jvms()).isEqualTo(2);
        assertThat(report.traces())
                .extracting(TraceReport::path)
                .containsExactly(folder.resolve("out-2.trace"));
        assertThat(report.warnings())
                .singleElement()
                .asString()
                .startsWith("Nothing lies in the chosen time: the recording goes from ");
        assertThat(out).doesNotExist();
        assertThat(folder.resolve("out-2.trace")).hasBinaryContent(traceOf(SECOND));
    }

    private static byte[] traceOf(Path recording) throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        JfrToTrace.convert(recording, stream, ConvertOptions.defaults());
        return stream.toByteArray();
    }
}
