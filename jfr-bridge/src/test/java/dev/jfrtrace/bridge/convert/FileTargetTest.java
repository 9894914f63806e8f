package dev.jfrtrace.bridge.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jfrtrace.bridge.Recordings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.StackTrace;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trace stands under its name when it is whole, and not before. */
class FileTargetTest {
    @Name("test.Tick")
    @StackTrace(false)
    static final class Tick extends Event {}

    private static final Path RECORDING = Recordings.fixture("jdk17-G1-orders");

    @TempDir private Path folder;

    private Path out;
    private FileTarget target;

    @BeforeEach
    void makeTarget() {
        out = folder.resolve("out.trace");
        target = new FileTarget(number -> JfrToTrace.numbered(out, number));
    }

    private List<String> files() {
        String[] names = folder.toFile().list();
        Arrays.sort(names);
        return List.of(names);
    }

    @Test
    void standsBesideItsNameUntilItIsWhole() throws IOException {
        try (Target.Output output = target.open(1)) {
            output.stream().write(1);
            assertThat(output.path()).isEqualTo(out);
            assertThat(files()).containsExactly("out.trace.part");
            output.complete();
            assertThat(files()).containsExactly("out.trace");
        }
        assertThat(files()).containsExactly("out.trace");
        assertThat(out).hasBinaryContent(new byte[] {1});
    }

    /** It may be the recording itself. */
    @Test
    void leavesAFileAloneThatIsCalledAsItIsMeanwhile() throws IOException {
        Path other = Files.writeString(folder.resolve("out.trace.part"), "somebody else's");
        try (Target.Output output = target.open(1)) {
            output.stream().write(1);
            output.complete();
        }
        assertThat(files()).containsExactly("out.trace", "out.trace.part");
        assertThat(other).hasContent("somebody else's");
        assertThat(out).hasBinaryContent(new byte[] {1});
    }

    @Test
    void leavesNothingWhenItFails() throws IOException {
        Files.writeString(out, "what was there before");
        try (Target.Output output = target.open(1)) {
            output.stream().write(1);
        }
        assertThat(files()).containsExactly("out.trace");
        assertThat(out).hasContent("what was there before");
    }

    @Test
    void replacesWhatWasThere() throws IOException {
        Files.writeString(out, "what was there before");
        try (Target.Output output = target.open(1)) {
            output.stream().write(1);
            output.complete();
        }
        assertThat(out).hasBinaryContent(new byte[] {1});
    }

    @Test
    void leavesNothingWhereItCannotMove() throws IOException {
        Files.createDirectories(out.resolve("occupied"));
        try (Target.Output output = target.open(1)) {
            assertThatThrownBy(output::complete).isInstanceOf(IOException.class);
        }
        assertThat(files()).containsExactly("out.trace");
        assertThat(out).isDirectory();
    }

    @Test
    void aFailureMidwayLeavesNoHalfFile() throws IOException {
        List<String> during = new ArrayList<>();
        ConvertOptions options =
                ConvertOptions.builder()
                        .progress(
                                (phase, done, total) -> {
                                    if (phase == Progress.Phase.TRANSLATING) {
                                        during.addAll(files());
                                        throw new IllegalStateException("stop");
                                    }
                                })
                        .build();
        Path recording = recordTicks(folder.resolve("in.jfr"));
        Files.writeString(out, "what was there before");
        assertThatThrownBy(() -> JfrToTrace.convert(recording, out, options))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("stop");
        assertThat(during).containsExactly("in.jfr", "out.trace", "out.trace.part");
        assertThat(files()).containsExactly("in.jfr", "out.trace");
        assertThat(out).hasContent("what was there before");
    }

    /** So many events that a conversion tells of its progress. */
    private static Path recordTicks(Path file) throws IOException {
        try (Recording recording = new Recording()) {
            recording.start();
            for (int i = 0; i < 10_000; i++) {
                new Tick().commit();
            }
            recording.stop();
            recording.dump(file);
        }
        return file;
    }

    @Test
    void aBadRecordingTouchesNothing() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.jfr"), "hello");
        Files.writeString(out, "what was there before");
        assertThatThrownBy(() -> JfrToTrace.convert(bad, out, ConvertOptions.defaults()))
                .hasMessageContaining("is not a JFR recording");
        assertThat(files()).containsExactly("bad.jfr", "out.trace");
        assertThat(out).hasContent("what was there before");
    }

    @Test
    void needsAFolder() throws IOException {
        Path nowhere = folder.resolve("no/such/out.trace");
        assertThatThrownBy(() -> JfrToTrace.convert(RECORDING, nowhere, ConvertOptions.defaults()))
                .isInstanceOf(IOException.class);
        assertThat(files()).isEmpty();
    }

    @Test
    void furtherTracesHaveNumbers() {
        Path first = Path.of("some.where", "out.trace");
        assertThat(JfrToTrace.numbered(first, 1)).isEqualTo(first);
        assertThat(JfrToTrace.numbered(first, 2)).isEqualTo(Path.of("some.where", "out-2.trace"));
        assertThat(JfrToTrace.numbered(Path.of("out"), 3)).isEqualTo(Path.of("out-3"));
        assertThat(JfrToTrace.numbered(Path.of("a.b.c"), 10)).isEqualTo(Path.of("a.b-10.c"));
        assertThat(JfrToTrace.numbered(Path.of(".out"), 2)).isEqualTo(Path.of(".out-2"));
    }
}
