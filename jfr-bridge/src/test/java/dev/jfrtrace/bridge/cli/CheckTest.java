package dev.jfrtrace.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.cli.terminal.Interruption;
import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.judge.AllEvents;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code jfrtrace check}: verdicts, exit codes, and what is left of a damaged trace. */
class CheckTest {
    /** Two generations, each with a mark at its end. */
    private static byte[] good;

    @TempDir private Path out;

    @BeforeAll
    static void make() throws IOException {
        good = AllEvents.trace(TraceVersion.GO_1_26);
    }

    private Path write(byte[] trace) throws IOException {
        return Files.write(out.resolve("a.trace"), trace);
    }

    private static byte[] cut() {
        return Arrays.copyOf(good, good.length - 5);
    }

    @Test
    void aGoodTraceIsSaidToBeGood() throws IOException {
        Path trace = write(good);

        Run run = Run.of("check", trace);

        assertThat(run.code()).isZero();
        assertThat(run.outText())
                .matches(trace + ": good: version 1\\.26, 2 generations, 68 events in 0 ms\n");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void aDamagedTraceIsToldWithItsGoodPart() throws IOException {
        Path trace = write(cut());

        Run run = Run.of("check", trace);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.outText().lines().toList())
                .satisfiesExactly(
                        line ->
                                assertThat(line)
                                        .startsWith(trace + ": truncated trace at byte ")
                                        .contains(": found the end of the input, expected "),
                        line ->
                                assertThat(line)
                                        .matches(
                                                "  good before that: 1 generation, \\d+ events,"
                                                        + " \\d+ bytes of \\d+ bytes"));
        assertThat(run.err()).isEmpty();
    }

    @Test
    void whatIsGoodCanBeKept() throws IOException {
        Path trace = write(cut());
        Path repaired = out.resolve("b.trace");

        Run run = Run.of("check", "--repair", repaired, trace);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.outText()).endsWith("  written to " + repaired + "\n");
        byte[] kept = Files.readAllBytes(repaired);
        assertThat(kept).hasSizeBetween(100, good.length - 1).startsWith(good[0], good[1]);
        assertThat(Arrays.equals(kept, Arrays.copyOf(good, kept.length))).isTrue();
        assertThat(Run.of("check", repaired).code()).isZero();
        assertThat(out.resolve("b.trace.part")).doesNotExist();
    }

    /** A conversion that was killed leaves one of such a name. */
    @Test
    void whatIsRepairedStaysAsItIsWhateverItIsCalled() throws IOException {
        Path left = Files.write(out.resolve("b.trace.part"), cut());
        Path repaired = out.resolve("b.trace");

        assertThat(Run.of("check", "--repair", repaired, left).code()).isEqualTo(1);

        assertThat(Files.readAllBytes(left)).isEqualTo(cut());
        assertThat(Run.of("check", repaired).code()).isZero();
        assertThat(out.toFile().list()).containsExactlyInAnyOrder("b.trace", "b.trace.part");
    }

    @Test
    void aPipeCanBeCheckedAndRepaired() throws IOException {
        Path repaired = out.resolve("b.trace");

        assertThat(Run.fed(good, "check", "-").outText()).startsWith("standard input: good: ");
        assertThat(Run.fed(good, "check", "--repair", repaired, "-").code()).isZero();
        assertThat(Files.readAllBytes(repaired)).isEqualTo(good);
        assertThat(Run.fed(cut(), "check", "--repair", repaired, "-").code()).isEqualTo(1);
        assertThat(Files.size(repaired)).isLessThan(good.length);
    }

    @Test
    void aPackedTraceIsReadAsWell() throws IOException {
        Path packed = out.resolve("a.trace.gz");
        try (OutputStream target = new GZIPOutputStream(Files.newOutputStream(packed))) {
            target.write(cut());
        }

        Run run = Run.of("check", packed);

        assertThat(run.code()).isEqualTo(1);
        // How long it would be is not known.
        assertThat(run.outText())
                .startsWith(packed + ": truncated trace at byte ")
                .matches("(?s).*  good before that: 1 generation, \\d+ events, \\d+ bytes\n");
        assertThat(Run.fed(Files.readAllBytes(packed), "check", "-").outText())
                .contains("good before that: 1 generation");
        assertThat(Run.of("export", packed).code()).isEqualTo(1);
        assertThat(out.resolve("a.json")).isNotEmptyFile();
        Files.write(packed, new byte[] {0x1F, (byte) 0x8B, 8});
        assertThat(Run.of("check", packed).err())
                .isEqualTo(
                        "jfrtrace: "
                                + packed
                                + ": truncated trace at byte 0: found the end of the compressed data,"
                                + " expected all of what gzip compressed\n");
        Files.write(packed, new byte[] {0x1F, (byte) 0x8B, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        assertThat(Run.of("check", packed).err()).startsWith("jfrtrace: " + packed + ": ");
    }

    /** Up to where it is cut, it is as good as one that was not packed. */
    @Test
    void aPackedTraceThatIsCutOffIsGoodUpToThere() throws IOException {
        Path packed = out.resolve("a.trace.gz");
        try (OutputStream target = new GZIPOutputStream(Files.newOutputStream(packed))) {
            target.write(good);
        }
        byte[] bytes = Files.readAllBytes(packed);
        Files.write(packed, Arrays.copyOf(bytes, bytes.length - 12));

        Run run = Run.of("check", "--repair", out.resolve("good.trace"), packed);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.outText())
                .startsWith(packed + ": truncated trace at byte ")
                .contains("found the end of the compressed data")
                .contains("  good before that: ");
        assertThat(Run.of("check", out.resolve("good.trace")).code()).isZero();
        assertThat(Run.of("summary", packed).outText()).contains("LOST: everything from byte ");
    }

    @Test
    void aRecordingIsToldFromATrace() {
        Path recording = Fixtures.recording(out.resolve("a.jfr"));
        Run run = Run.of("check", recording);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo(
                        "jfrtrace: "
                                + recording
                                + ": is a JFR recording: 'jfrtrace convert' makes a trace of it\n");
    }

    @Test
    void anArchiveIsNotTakenForARecording() throws IOException {
        Path archive = Files.write(out.resolve("app.jar"), new byte[] {'P', 'K', 3, 4});
        assertThat(Run.of("check", archive).err())
                .isEqualTo("jfrtrace: " + archive + ": is a zip archive, expected a trace\n");
    }

    @Test
    void whereNothingIsGoodNothingIsWritten() throws IOException {
        Path trace = write(Arrays.copyOf(good, 30));
        Path repaired = out.resolve("b.trace");

        Run run = Run.of("check", "--repair", repaired, trace);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.outText()).endsWith("  nothing to write to " + repaired + "\n");
        assertThat(out.toFile().list()).containsExactly("a.trace");
    }

    @Test
    void allAreCheckedAndOneBadOneIsEnough() throws IOException {
        Path trace = write(good);
        Path other = Files.write(out.resolve("other"), "no trace".getBytes());

        Run run = Run.of("check", other, out.resolve("missing"), out, trace);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.outText().lines().toList())
                .satisfiesExactly(
                        line ->
                                assertThat(line)
                                        .startsWith(other + ": unsupported trace at byte 0: ")
                                        .contains("\"no trace\""),
                        line -> assertThat(line).startsWith(trace + ": good: "));
        assertThat(run.err().lines().toList())
                .containsExactly(
                        "jfrtrace: " + out.resolve("missing") + ": no such file or folder",
                        "jfrtrace: " + out + ": is a folder, expected a trace");
    }

    @Test
    void quietSaysNothing() throws IOException {
        Run run = Run.of("check", "-q", write(cut()));

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEmpty();
    }

    @Test
    void aVerdictThatNobodyCanReadIsAFailure() throws IOException {
        OutputStream full =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("No space left on device");
                    }
                };

        Run run = Run.with(full, new Interruption(), false, "check", write(good));

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("jfrtrace: standard output: No space left on device\n");
    }

    @Test
    void aRepairNeedsOneTraceAndAnotherName() throws IOException {
        Path trace = write(good);

        assertUsage(Run.of("check", "--repair", out.resolve("b"), trace, trace), "takes one trace");
        assertUsage(Run.of("check", "--repair", trace, trace), "is the trace itself");
        assertUsage(Run.of("check", "--repair", "-", trace), "needs the name of a file");
        Path empty = Files.createDirectory(out.resolve("empty"));
        assertUsage(Run.of("check", "--repair", empty, trace), "is a folder");
        assertThat(empty).isDirectory();
        assertUsage(Run.of("check"), "Missing required parameter: 'FILE.trace'");
        assertThat(Files.readAllBytes(trace)).isEqualTo(good);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aDeviceIsNotReplaced() throws Exception {
        Path pipe = out.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

        assertUsage(Run.of("check", "--repair", pipe, write(good)), "needs the name of a file");

        assertThat(Files.isRegularFile(pipe)).isFalse();
    }

    private static void assertUsage(Run run, String sentence) {
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(sentence).endsWith("Try 'jfrtrace help check'.\n");
    }
}
