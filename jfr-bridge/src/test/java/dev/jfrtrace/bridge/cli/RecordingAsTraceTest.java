package dev.jfrtrace.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.cli.terminal.Interruption;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code summary}, {@code print} and {@code export} of a recording: those of its trace. */
class RecordingAsTraceTest {
    @TempDir private Path folder;
    private Path recording;
    private Path trace;
    private Set<Path> before;

    @BeforeEach
    void convert() throws IOException {
        recording = Fixtures.recording(folder.resolve("in.jfr"));
        trace = folder.resolve("converted.trace");
        assertThat(Run.of("convert", "-q", recording, "-o", trace).code()).isZero();
        before = temporary();
    }

    /** Whatever happened, no trace is left behind. */
    @AfterEach
    void nothingIsLeft() throws IOException {
        assertThat(temporary()).isSubsetOf(before);
    }

    private static Set<Path> temporary() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(f -> f.getFileName().toString().matches("jfrtrace\\d+\\.trace"))
                    .collect(Collectors.toSet());
        }
    }

    /** A summary says when that was, which a trace tells from version 1.25 on. */
    private Run ofTrace(String verb) {
        if (verb.equals("summary")) {
            Object[] convert = {"convert", "-q", "--format", "1.26", recording, "-o", trace};
            assertThat(Run.of(convert).code()).isZero();
        }
        return Run.of(words(verb, trace));
    }

    private static Object[] words(String verb, Object input) {
        return verb.equals("export")
                ? new Object[] {verb, input, "-o", "-"}
                : new Object[] {verb, input};
    }

    private void assertSame(Run run, String verb, Object name) {
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.outText().replace(name.toString(), "NAME"))
                .isEqualTo(ofTrace(verb).outText().replace(trace.toString(), "NAME"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"summary", "print", "export"})
    void aRecordingGivesWhatItsTraceGives(String verb) {
        assertSame(Run.of(words(verb, recording)), verb, recording);
    }

    @Test
    void aRecordingMayBePackedOrComeByAPipeOrBeAFolder() throws IOException {
        byte[] bytes = Files.readAllBytes(recording);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        Path gz = Files.write(folder.resolve("in.jfr.gz"), packed.toByteArray());
        Path zip = folder.resolve("in.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("in.jfr"));
            out.write(bytes);
        }
        Path repository = Files.createDirectory(folder.resolve("repository"));
        Files.write(repository.resolve("chunk.jfr"), bytes);

        assertSame(Run.of("summary", gz), "summary", gz);
        assertSame(Run.of("summary", zip), "summary", zip);
        assertSame(Run.of("summary", repository), "summary", repository);
        assertSame(Run.fed(bytes, "summary", "-"), "summary", "standard input");
        assertSame(Run.fed(packed.toByteArray(), "summary", "-"), "summary", "standard input");
    }

    @Test
    void anExportIsNamedForTheRecording() {
        assertThat(Run.of("export", recording).code()).isZero();

        assertThat(folder.resolve("in.json")).isNotEmptyFile();
    }

    @Test
    void ofADamagedRecordingItIsToldWhatIsMissing() throws IOException {
        byte[] bytes = Files.readAllBytes(recording);
        Path cut =
                Files.write(folder.resolve("cut.jfr"), Arrays.copyOf(bytes, bytes.length + 5000));

        Run run = Run.of("summary", cut);

        assertThat(run.code()).isZero();
        assertThat(run.err()).startsWith("jfrtrace: Warning: " + cut + " at offset ");
        assertThat(run.outText()).startsWith(cut + ": ");
    }

    @Test
    void ofSeveralJvmsOneIsChosen() {
        Path joined = Fixtures.joined(folder.resolve("joined.jfr"));

        Run undecided = Run.of("summary", joined);
        assertThat(undecided.code()).isEqualTo(1);
        assertThat(undecided.err())
                .contains("holds 2 JVMs")
                .contains("choose from --jvm 1 to --jvm 2");
        String all =
                Run.of("summary", "--jvm", "1", joined).outText()
                        + Run.of("summary", "--jvm", "2", joined).outText();
        assertThat(all).contains("  cli-sleeper-#\n");
        assertThat(Run.of("summary", "--jvm", "3", joined).code()).isEqualTo(1);
        assertThat(Run.of("summary", "--jvm", "0", joined).code()).isEqualTo(2);
        assertThat(Run.of("summary", "--jvm", "1", trace).code()).isEqualTo(2);
    }

    @Test
    void whatIsNoRecordingIsToldAsOne() throws IOException {
        Path bad = Files.write(folder.resolve("bad.jfr"), new byte[] {'F', 'L', 'R', 0, 1, 2});
        Path empty = Files.createDirectory(folder.resolve("empty"));

        assertThat(Run.of("summary", bad).code()).isEqualTo(1);
        assertThat(Run.of("summary", bad).err()).startsWith("jfrtrace: " + bad + ": ");
        assertThat(Run.of("print", empty).err()).contains("is a folder without a .jfr file");
    }

    @Test
    void whoInterruptsAConversionHasNothingToCleanUp() {
        Interruption interruption = new Interruption();
        Thread.currentThread().interrupt();
        interruption.request();
        Thread.interrupted();

        Run run = Run.with(new ByteArrayOutputStream(), interruption, false, "summary", recording);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
    }
}
