package dev.jfrtrace.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Recordings that are none: exit code 1, one sentence with the file in front, and no trace. */
class BadInputTest {
    private static final int VERSION = 4;

    @TempDir private Path folder;
    private Path in;
    private Path out;

    @BeforeEach
    void nameFiles() {
        in = folder.resolve("in.jfr");
        out = folder.resolve("out.trace");
    }

    private static byte[] good() throws IOException {
        Path file = Files.createTempFile("good", ".jfr");
        try {
            return Files.readAllBytes(Fixtures.recording(file));
        } finally {
            Files.delete(file);
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream stream = new GZIPOutputStream(packed)) {
            stream.write(bytes);
        }
        return packed.toByteArray();
    }

    private static byte[] zip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream stream = new ZipOutputStream(packed)) {
            stream.putNextEntry(new ZipEntry("some.jfr"));
            stream.write(bytes);
        }
        return packed.toByteArray();
    }

    static Stream<Arguments> badFiles() throws IOException {
        byte[] good = good();
        byte[] old = good.clone();
        ByteBuffer.wrap(old).putShort(VERSION, (short) 0).putShort(VERSION + 2, (short) 9);
        byte[] spoilt = good.clone();
        Arrays.fill(spoilt, 100, spoilt.length, (byte) -1);
        return Stream.of(
                arguments("empty", new byte[0], "is empty"),
                arguments("text", text("Hello, world, this is no recording"), "is not a JFR"),
                arguments("one byte", text("F"), "is not a JFR"),
                arguments("gzip of nothing", gzip(new byte[0]), "gzip data with nothing in it"),
                arguments("gzip of text", gzip(text("Hello, world")), "is not a JFR"),
                arguments("damaged gzip", Arrays.copyOf(gzip(good), 5), "gzip"),
                arguments("zip", text("PK\u0003\u0004 and so on"), "zip archive"),
                arguments("HTML", text("<!DOCTYPE html><html>404</html>"), "HTML"),
                arguments("trace", text("go 1.22 trace\0\0\0"), "Go execution trace already"),
                arguments("header cut off", Arrays.copyOf(good, 40), "cut off"),
                arguments("cut off", Arrays.copyOf(good, 10_000), "cut off"),
                arguments("version 0.9", old, "format version 0.9"),
                arguments("spoilt", spoilt, "chunk at offset 0"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badFiles")
    void aBadFileIsToldInOneSentence(String name, byte[] bytes, String sentence) throws Exception {
        Files.write(in, bytes);

        assertFails(Run.of("convert", in, "-o", out), sentence);
    }

    private void assertFails(Run run, String sentence) {
        assertThat(run.err()).startsWith("jfrtrace: " + in + ": ").contains(sentence);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(folder).isDirectoryNotContaining(file -> file.startsWith(out));
    }

    @Test
    void aMissingFileIsToldInOneSentence() {
        assertFails(Run.of("convert", in, "-o", out), "no such file");
    }

    @Test
    void aFolderIsToldInOneSentence() throws IOException {
        Files.createDirectory(in);

        assertFails(Run.of("convert", in, "-o", out), "is a folder without a .jfr file");
    }

    @Test
    void anUnreadableFileIsToldInOneSentence() throws IOException {
        Files.write(in, good());
        boolean isForbidden = in.toFile().setReadable(false) && !Files.isReadable(in);
        assumeThat(isForbidden).as("nothing is forbidden to root").isTrue();

        assertFails(Run.of("convert", in, "-o", out), "permission denied");
    }

    @Test
    void aPipeIsToldInOneSentence() {
        assumeThat(Path.of("/dev/null")).exists();
        in = Path.of("/dev/null");

        assertFails(Run.of("convert", in, "-o", out), "is empty");
    }

    @Test
    void damageIsAWarningAndFailsIfAskedTo() throws IOException {
        byte[] good = good();
        Files.write(in, Arrays.copyOf(good, good.length - 10));

        Run run = Run.of("convert", in, "-o", out);
        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("Warning: " + in + " at offset ", "the file was cut off");
        assertThat(out).isNotEmptyFile();
        String ofSummary = Run.of("summary", in).err();
        assertThat(ofSummary).startsWith("jfrtrace: Warning: " + in + " at offset ");
        assertThat(ofSummary.indexOf(in.toString()))
                .isEqualTo(ofSummary.lastIndexOf(in.toString()));

        assertThat(Run.of("convert", "--strict", in, "-o", out).code()).isEqualTo(1);
        assertThat(Run.of("convert", "--reader", "jdk", in, "-o", out).err())
                .contains("the file was cut off");

        Files.write(in, good);
        assertThat(Run.of("convert", "--strict", in, "-o", out).code()).isZero();
    }

    @Test
    void packedAndPipedAndSplitAreReadLikeAFile() throws IOException {
        byte[] good = good();
        Files.write(in, good);
        assertThat(Run.of("convert", in, "-o", out, "-q").code()).isZero();
        byte[] trace = Files.readAllBytes(out);

        Path packed = Files.write(folder.resolve("packed.jfr.gz"), gzip(good));
        assertThat(Run.of("convert", packed, "-q").code()).isZero();
        assertThat(folder.resolve("packed.trace")).hasBinaryContent(trace);

        Path archive = Files.write(folder.resolve("archive.jfr.zip"), zip(good));
        assertThat(Run.of("convert", archive, "-q").code()).isZero();
        assertThat(folder.resolve("archive.trace")).hasBinaryContent(trace);

        assertThat(Run.fed(good, "convert", "-", "-o", "-", "-q").out()).isEqualTo(trace);
        assertThat(Run.fed(gzip(good), "convert", "-", "-o", "-", "-q").out()).isEqualTo(trace);
        assertThat(Run.fed(good, "convert", "-").code()).isEqualTo(2);

        Path repository = Files.createDirectories(folder.resolve("repository/2026_03_01"));
        Files.write(repository.resolve("2026_03_01_14_03_20.jfr"), good);
        Files.write(repository.resolve("2026_03_01_14_03_21.jfr"), new byte[0]);
        Run run = Run.of("convert", folder.resolve("repository"), "-o", out);
        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("2026_03_01_14_03_21.jfr at offset 0: ", "is empty");
        assertThat(out).hasBinaryContent(trace);
    }

    @Test
    void aLineBreakInANameDoesNotBreakTheSentence() {
        Run run = Run.of("convert", folder.resolve("a\nb.jfr"), "-o", out);

        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains("a b.jfr: no such file");
    }

    @Test
    void whatFailsDoesNotKeepTheRestFromBeingConverted() {
        Path good = Fixtures.recording(folder.resolve("good.jfr"));

        Run run = Run.of("convert", in, good, "-d", folder, "--report", "none");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).isEqualToIgnoringNewLines("jfrtrace: " + in + ": no such file");
        assertThat(folder.resolve("good.trace")).isNotEmptyFile();
    }

    @Test
    void aStackTraceIsForThoseWhoAsk() {
        assertThat(Run.of("convert", in, "-o", out).err()).doesNotContain("at dev.jfrtrace");

        System.setProperty("jfrtrace.debug", "true");
        try {
            assertThat(Run.of("convert", in, "-o", out).err()).contains("at dev.jfrtrace");
        } finally {
            System.clearProperty("jfrtrace.debug");
        }
    }
}
