package dev.jfrtrace.bridge.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is packed is unpacked as it was. */
class PackingTest {
    private static final int NOISE = 1_500;
    private static final int END_OF_FRAME = 8;
    private static final int ENTRY_FLAGS_AT = 6;
    private static final int ENTRY_NAME_AT = 30;
    private static final byte[] ONE = "FLR\0one".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] OTHER = "FLR\0other".getBytes(StandardCharsets.ISO_8859_1);

    @TempDir private Path folder;

    private static byte[] packed() throws IOException {
        try (InputStream in = PackingTest.class.getResourceAsStream("/packed/linked.lz4")) {
            return in.readAllBytes();
        }
    }

    /** What the {@code lz4} tool has packed into that, with {@code -B4 -BD --content-size}. */
    private static byte[] plain() {
        byte[] noise = new byte[NOISE];
        new Random(1).nextBytes(noise);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(noise);
        for (int i = 0; i < 100_000; i++) {
            all.write(i % 700);
        }
        all.writeBytes(new byte[50_000]);
        all.writeBytes(noise);
        return all.toByteArray();
    }

    private static byte[] unpack(Packing packing, byte[] bytes) throws IOException {
        try (InputStream in = packing.unpack(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        }
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static byte[] zip(byte[]... entries) throws IOException {
        return zip(StandardCharsets.UTF_8, "entry", entries);
    }

    private static byte[] zip(Charset charset, String name, byte[]... entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, charset)) {
            for (int i = 0; i < entries.length; i++) {
                zip.putNextEntry(new ZipEntry(name + i));
                zip.write(entries[i]);
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void lz4BlocksReferToThoseBefore() throws IOException {
        assertThat(unpack(Packing.LZ4, packed())).isEqualTo(plain());
    }

    @Test
    void lz4FramesFollowOneAnother() throws IOException {
        byte[] skipped = {0x5A, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3};
        byte[] both = join(packed(), skipped, packed());
        assertThat(unpack(Packing.LZ4, both)).isEqualTo(join(plain(), plain()));
    }

    @Test
    void storedLz4BlocksAreTakenAsTheyAre() throws IOException {
        byte[] head = {4, 0x22, 0x4D, 0x18, 0x40, 0x40, 0, 2, 0, 0, (byte) 0x80, 'h', 'i'};
        byte[] end = new byte[Integer.BYTES];
        assertThat(unpack(Packing.LZ4, join(head, end))).asString().isEqualTo("hi");
    }

    @Test
    void lz4DataThatIsCutOffIsToldFromDamagedData() throws IOException {
        byte[] good = packed();
        byte[] cut = Arrays.copyOf(good, good.length - END_OF_FRAME - 1);
        assertThatThrownBy(() -> unpack(Packing.LZ4, cut)).isInstanceOf(EOFException.class);
        byte[] farBack = {4, 0x22, 0x4D, 0x18, 0x40, 0x40, 0, 3, 0, 0, 0, 0, 9, 9};
        assertThatThrownBy(() -> unpack(Packing.LZ4, farBack)).isInstanceOf(ZipException.class);
        byte[] noFrame = join(good, new byte[] {1, 2, 3, 4});
        assertThatThrownBy(() -> unpack(Packing.LZ4, noFrame)).isInstanceOf(ZipException.class);
    }

    /** After a longer block: what that has left behind is not the damaged one's. */
    @Test
    void anLz4BlockEndsWhereItDoes() throws IOException {
        byte[] head = {4, 0x22, 0x4D, 0x18, 0x40, 0x40, 0, 20, 0, 0, 0, (byte) 0xF0, 3};
        byte[] longer = join(head, "eighteen literals.".getBytes(StandardCharsets.ISO_8859_1));
        byte[] end = new byte[Integer.BYTES];
        assertThat(unpack(Packing.LZ4, join(longer, end))).asString().contains("literals");
        byte[] literals = {0x50, 'a'};
        byte[] count = {(byte) 0xF0};
        byte[] distance = {0x10, 'a', 1};
        byte[] matchCount = {0x1F, 'a', 1, 0};
        for (byte[] block : new byte[][] {literals, count, distance, matchCount}) {
            byte[] length = {(byte) block.length, 0, 0, 0};
            byte[] damaged = join(longer, length, block, end);
            assertThatThrownBy(() -> unpack(Packing.LZ4, damaged))
                    .isInstanceOf(ZipException.class)
                    .hasMessage("damaged LZ4 block");
        }
    }

    @Test
    void anLz4BlockIsNoLongerThanItsFrameAllows() {
        byte[] head = {4, 0x22, 0x4D, 0x18, 0x40, 0x40, 0, 6, 1, 0, 0, 0x1F, 'a', 1, 0};
        byte[] count = new byte[258];
        Arrays.fill(count, 0, 257, (byte) 0xFF);
        byte[] block = join(head, count);
        assertThatThrownBy(() -> unpack(Packing.LZ4, block))
                .isInstanceOf(ZipException.class)
                .hasMessage("damaged LZ4 block");
    }

    @Test
    void aZipArchiveIsTheRecordingsInIt() throws IOException {
        byte[] bytes = zip(new byte[] {1, 2}, ONE, "a text".getBytes(), OTHER, new byte[0]);
        assertThat(unpack(Packing.ZIP, bytes)).isEqualTo(join(ONE, OTHER));
    }

    /** Windows writes names so. */
    @Test
    void namesInAZipArchiveAreInAnyCharset() throws IOException {
        byte[] bytes = zip(Charset.forName("IBM437"), "größe", ONE, OTHER);
        assertThat(unpack(Packing.ZIP, bytes)).isEqualTo(join(ONE, OTHER));
    }

    @Test
    void aZipArchiveThatCannotBeReadSaysWhy() throws IOException {
        byte[] noName = zip(ONE);
        noName[ENTRY_NAME_AT] = (byte) 0xFF;
        assertRefused(noName, "is a zip archive, but cut off or damaged");
        byte[] encrypted = zip(ONE);
        encrypted[ENTRY_FLAGS_AT] |= 1;
        assertRefused(encrypted, "is a zip archive, but encrypted (unpack it first)");
    }

    private void assertRefused(byte[] archive, String what) throws IOException {
        Path file = Files.write(folder.resolve("bad.zip"), archive);
        assertThatThrownBy(() -> RecordingFiles.open(file))
                .isInstanceOf(RecordingException.class)
                .hasMessage(file + ": " + what);
    }

    @Test
    void aZipArchiveWithoutRecordingsSaysSo() throws IOException {
        Path file = Files.write(folder.resolve("a.zip"), zip(new byte[] {1, 2}));
        assertThatThrownBy(() -> RecordingFiles.open(file))
                .isInstanceOf(RecordingException.class)
                .hasMessage(file + ": is a zip archive with no recording in it");
    }

    @Test
    void tellsHowAFileIsPacked() throws IOException {
        assertThat(Packing.of(Files.write(folder.resolve("a"), packed()))).isEqualTo(Packing.LZ4);
        assertThat(Packing.of(Files.write(folder.resolve("b"), zip(ONE)))).isEqualTo(Packing.ZIP);
        assertThat(Packing.of(Files.write(folder.resolve("c"), ONE))).isNull();
        assertThat(Packing.of(Files.write(folder.resolve("d"), new byte[1]))).isNull();
        assertThat(Packing.of(folder)).isNull();
    }

    /** Somebody may want to delete it, which some systems refuse while it is open. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aFileThatCannotBeUnpackedIsNotHeldOpen() throws IOException {
        Path file = Files.write(folder.resolve("bad.gz"), new byte[] {0x1F, (byte) 0x8B, 0});
        assertThatThrownBy(() -> RecordingFiles.open(file)).isInstanceOf(RecordingException.class);
        try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : open) {
                assertThat(Files.exists(descriptor) && Files.isSameFile(descriptor, file))
                        .isFalse();
            }
        }
    }
}
