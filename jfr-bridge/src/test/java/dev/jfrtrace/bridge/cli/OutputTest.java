package dev.jfrtrace.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.jfrtrace.bridge.cli.terminal.Interruption;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where traces go, and what happens when they cannot. */
class OutputTest {
    @TempDir private Path folder;
    private Path in;

    @BeforeEach
    void record() {
        in = Fixtures.recording(folder.resolve("in.jfr"));
    }

    private static void assertIsTrace(Path file) throws IOException {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                .startsWith("go 1.22 trace\0\0\0");
    }

    private static Run quiet(Object... args) {
        Object[] all = new Object[args.length + 2];
        all[0] = "convert";
        all[1] = "-q";
        System.arraycopy(args, 0, all, 2, args.length);
        Run run = Run.of(all);
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        return run;
    }

    @Test
    void aTraceGoesWhereItIsSaid() throws IOException {
        Path out = folder.resolve("named");

        quiet(in, "-o", out);

        assertIsTrace(out);
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("in.jfr", "named");
    }

    @Test
    void whatStoodThereIsReplaced() throws IOException {
        Path out = Files.writeString(folder.resolve("out.trace"), "old");

        quiet("--output=" + out, in);

        assertIsTrace(out);
    }

    @Test
    void withoutAWordATraceGoesBesideItsRecording() throws IOException {
        Path other = Files.copy(in, folder.resolve("LOUD.JFR"));
        Path bare = Files.copy(in, folder.resolve("rec.2026"));

        quiet(in, other, bare);

        assertIsTrace(folder.resolve("in.trace"));
        assertIsTrace(folder.resolve("LOUD.trace"));
        assertIsTrace(folder.resolve("rec.2026.trace"));
    }

    @Test
    void standardOutputHoldsTheTraceAndNothingElse() throws IOException {
        Path out = folder.resolve("out.trace");
        quiet(in, "-o", out);

        Run run = Run.of("convert", in, "-o", "-");

        assertThat(run.code()).isZero();
        assertThat(run.hash()).isEqualTo(Arrays.hashCode(Files.readAllBytes(out)));
        assertThat(run.err()).contains("standard output: ").doesNotContain("Open it");
    }

    @Test
    void aFolderTakesAnyNumberAndIsMadeIfNeedBe() throws IOException {
        Path second = Files.copy(in, folder.resolve("second.jfr"));
        Path target = folder.resolve("a").resolve("b");

        quiet(in, second, "-d", target);

        assertThat(target.toFile().list()).containsExactlyInAnyOrder("in.trace", "second.trace");
    }

    @Test
    void recordingsOfOneNameDoNotReplaceEachOther() throws IOException {
        Path same = Files.createDirectory(folder.resolve("other")).resolve("in.jfr");
        Path target = folder.resolve("target");

        quiet(in, Files.copy(in, same), "-d", target);

        assertThat(target.toFile().list()).containsExactlyInAnyOrder("in.trace", "in-2.trace");
    }

    @Test
    void aRecordingThatIsNamedLikeATraceStaysWhatItIs() throws IOException {
        Path odd = Files.copy(in, folder.resolve("in.trace"));

        quiet(in, odd);

        assertThat(odd).hasSameBinaryContentAs(in);
        assertIsTrace(folder.resolve("in-2.trace"));
        assertIsTrace(folder.resolve("in.trace.trace"));
    }

    @Test
    void aRecordingThatIsNamedTwiceIsConvertedOnce() {
        quiet(in, in);

        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("in.jfr", "in.trace");
    }

    @Test
    void eachJvmGivesATrace() throws IOException {
        Path joined = Fixtures.joined(folder.resolve("two.jfr"));

        quiet(joined, "-o", folder.resolve("out.trace"));

        assertIsTrace(folder.resolve("out.trace"));
        assertIsTrace(folder.resolve("out-2.trace"));
    }

    @Test
    void furtherJvmsLeaveTheNamesOfOtherRecordingsAlone() throws IOException {
        Path joined = Fixtures.joined(folder.resolve("two.jfr"));
        Path neighbour = Files.copy(in, folder.resolve("two-2.jfr"));
        Path target = folder.resolve("target");
        quiet(neighbour, "-o", folder.resolve("expected"));

        quiet(joined, neighbour, "-d", target);

        assertThat(target.toFile().list())
                .containsExactlyInAnyOrder("two.trace", "two-2.trace", "two-3.trace");
        assertThat(target.resolve("two-2.trace"))
                .hasSameBinaryContentAs(folder.resolve("expected"));
    }

    @Test
    void oneJvmCanBeChosen() throws IOException {
        Path joined = Fixtures.joined(folder.resolve("two.jfr"));

        assertThat(Run.of("convert", joined, "-o", "-").err())
                .contains("holds 2 JVMs, and a trace is of one: choose from --jvm 1 to --jvm 2");
        Run first = Run.of("convert", joined, "-o", "-", "--jvm", "1", "--report", "json");
        Run second = Run.of("convert", joined, "-o", "-", "--jvm", "2", "--report", "json");

        assertThat(first.code()).isZero();
        assertThat(second.code()).isZero();
        assertThat(first.file().get("jvms").asInt()).isEqualTo(2);
        assertThat(first.trace().get("jvm")).isNotEqualTo(second.trace().get("jvm"));
        Run third = Run.of("convert", joined, "-o", "-", "--jvm", "3");
        assertThat(third.code()).isEqualTo(1);
        assertThat(third.err()).contains("holds 2 JVMs, but number 3 was asked for");
    }

    @Test
    void aMissingFolderIsToldInOneSentence() {
        Path out = folder.resolve("none").resolve("out.trace");

        Run run = Run.of("convert", in, "-o", out);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .isEqualToIgnoringNewLines(
                        "jfrtrace: "
                                + out
                                + ": there is no folder "
                                + out.getParent()
                                + " to write it into");
    }

    @Test
    void aFileInPlaceOfTheFolderIsToldInOneSentence() {
        Run run = Run.of("convert", in, "-d", in);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .isEqualToIgnoringNewLines("jfrtrace: " + in + ": is a file, expected a folder");
    }

    @Test
    void aFullDiskIsToldInOneSentence() {
        assumeThat(Path.of("/dev/full")).exists();

        Run run = Run.of("convert", in, "-o", "/dev/full");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .isEqualToIgnoringNewLines("jfrtrace: /dev/full: No space left on device");
    }

    @Test
    void aDeviceIsWrittenToAndNotReplaced() {
        assumeThat(Path.of("/dev/null")).exists();

        quiet(in, "-o", "/dev/null");

        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    }

    @Test
    void aReaderThatGoesIsNoCauseForComplaint() {
        OutputStream broken = new BrokenPipe();

        Run run = Run.with(broken, new Interruption(), false, "convert", in, "-o", "-");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).isEmpty();
    }

    private static final class BrokenPipe extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
        }
    }

    @Test
    void anInterruptionLeavesNothingBehind() {
        Interruption interruption = new Interruption();
        interruption.finished();
        interruption.request();

        Run run = Run.with(OutputStream.nullOutputStream(), interruption, false, "convert", in);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).isEmpty();
        assertThat(folder.toFile().list()).containsExactly("in.jfr");
    }
}
