package dev.jfrtrace.bridge.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.jfrtrace.bridge.Recordings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole chunks are found by their headers; all else is said in a sentence. */
class ChunkWalkTest {
    private static final int SIZE = 100;

    @TempDir private Path folder;

    /** A chunk of {@link #SIZE} bytes: a header, and one event. */
    private static ByteBuffer chunk() {
        return ByteBuffer.allocate(SIZE)
                .putInt(0, 0x464C5200)
                .putShort(4, (short) 2)
                .putShort(6, (short) 1)
                .putLong(8, SIZE)
                .putLong(32, 1_700_000_000_000_000_000L)
                .putLong(40, 5_000_000_000L)
                .putLong(48, 77)
                .putLong(56, 1_000_000_000)
                .put(67, (byte) 1)
                .put(68, (byte) (SIZE - 68))
                .put(69, (byte) 7);
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("some.jfr"), bytes);
    }

    private void assertRefused(byte[] bytes, String what) throws IOException {
        Path file = file(bytes);
        assertThatThrownBy(() -> ChunkWalk.of(file))
                .isInstanceOf(RecordingException.class)
                .hasMessage(file + ": " + what);
    }

    private void assertRefused(String text, String what) throws IOException {
        assertRefused(text.getBytes(StandardCharsets.ISO_8859_1), what);
    }

    @Test
    void readsTheHeader() throws IOException {
        Path file = file(chunk().array());
        ChunkWalk walk = ChunkWalk.of(file);
        assertThat(walk.rest()).isEmpty();
        assertThat(walk.chunks())
                .containsExactly(
                        new Chunk(
                                file,
                                0,
                                new ChunkHeader(
                                        2,
                                        1,
                                        SIZE,
                                        1_700_000_000_000_000_000L,
                                        5_000_000_000L,
                                        77,
                                        1_000_000_000)));
    }

    @Test
    void findsAllChunks() throws IOException {
        byte[] three = new byte[3 * SIZE];
        for (int i = 0; i < 3; i++) {
            System.arraycopy(chunk().array(), 0, three, i * SIZE, SIZE);
        }
        ChunkWalk walk = ChunkWalk.of(file(three));
        assertThat(walk.chunks()).extracting(Chunk::offset).containsExactly(0L, 100L, 200L);
        assertThat(walk.chunks()).extracting(Chunk::toString).contains("chunk at offset 100");
    }

    @Test
    void tellsWhatIsNoChunk() throws IOException {
        byte[] bytes = new byte[2 * SIZE + 7];
        System.arraycopy(chunk().array(), 0, bytes, 0, SIZE);
        System.arraycopy(chunk().array(), 0, bytes, SIZE, SIZE);
        ChunkWalk walk = ChunkWalk.of(file(bytes));
        assertThat(walk.chunks()).hasSize(2);
        assertThat(walk.rest())
                .containsExactly(
                        new ChunkWalk.Rest(
                                folder.resolve("some.jfr"),
                                200,
                                7,
                                "is not a JFR recording, expected it to start with FLR"));
    }

    /** The next chunk is found by how it starts. */
    @Test
    void findsAChunkBehindWhatIsNone() throws IOException {
        byte[] bytes = new byte[2 * SIZE + 70_000];
        System.arraycopy(chunk().array(), 0, bytes, 0, SIZE);
        System.arraycopy(chunk().array(), 0, bytes, SIZE + 70_000, SIZE);
        ChunkWalk walk = ChunkWalk.of(file(bytes));
        assertThat(walk.chunks())
                .extracting(Chunk::offset)
                .containsExactly(0L, (long) SIZE + 70_000);
        assertThat(walk.rest()).extracting(ChunkWalk.Rest::length).containsExactly(70_000L);
    }

    @Test
    void refusesWhatIsNoFile() throws IOException {
        assertThatThrownBy(() -> ChunkWalk.of(folder))
                .isInstanceOf(RecordingException.class)
                .hasMessage(folder + ": is a folder, expected a .jfr file");
        Path missing = folder.resolve("missing.jfr");
        assertThatThrownBy(() -> ChunkWalk.of(missing))
                .isInstanceOf(RecordingException.class)
                .hasMessage(missing + ": no such file");
    }

    @Test
    void refusesWhatMayNotBeRead() throws IOException {
        Path file = file(chunk().array());
        assumeFalse(file.toFile().setReadable(false) && Files.isReadable(file), "run by root");
        assertThatThrownBy(() -> ChunkWalk.of(file))
                .isInstanceOf(RecordingException.class)
                .hasMessage(file + ": may not be read (permission denied)");
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        assertRefused("", "is empty, expected a JFR recording");
    }

    @Test
    void refusesWhatIsSomethingElse() throws IOException {
        Path zipped = folder.resolve("zipped.jfr");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            out.write(chunk().array());
        }
        assertRefused(
                Files.readAllBytes(zipped),
                "is not a JFR recording but gzip data (unpack it first: gunzip), expected it to"
                        + " start with FLR");
        assertRefused(
                "PK\u0003\u0004 and so on",
                "is not a JFR recording but a zip archive (unpack it first), expected it to start"
                        + " with FLR");
        assertRefused(
                "go 1.22 trace\0\0\0",
                "is not a JFR recording but a Go execution trace already, expected it to start"
                        + " with FLR");
        assertRefused(
                "\n <!DOCTYPE html>",
                "is not a JFR recording but HTML or XML text, expected it to start with FLR");
        assertRefused(
                "version https://git-lfs.github.com/spec/v1",
                "is not a JFR recording but a pointer to one (fetch it first: git lfs pull),"
                        + " expected it to start with FLR");
        assertRefused(
                "(\u00b5/\u00fd and so on",
                "is not a JFR recording but Zstandard data (unpack it first: unzstd), expected it"
                        + " to start with FLR");
        assertRefused("hello world", "is not a JFR recording, expected it to start with FLR");
        assertRefused("FL", "is not a JFR recording, expected it to start with FLR");
    }

    @Test
    void refusesACutHeader() throws IOException {
        byte[] bytes = new byte[67];
        System.arraycopy(chunk().array(), 0, bytes, 0, 67);
        assertRefused(bytes, "the recording ends within a chunk's header: the file was cut off");
    }

    @Test
    void refusesOtherVersions() throws IOException {
        assertRefused(
                chunk().putShort(4, (short) 0).putShort(6, (short) 9).array(),
                "has format version 0.9 (Oracle JDK 7 or 8), which is not supported: expected 1.x"
                        + " or 2.x (OpenJDK 8u262 and later)");
        assertRefused(
                chunk().putShort(4, (short) 3).array(),
                "has format version 3.1, which is not supported: expected 1.x or 2.x (OpenJDK"
                        + " 8u262 and later)");
        assertThat(ChunkWalk.of(file(chunk().putShort(4, (short) 1).array())).chunks()).hasSize(1);
    }

    @Test
    void aChunkWithoutASizeGoesToWhereTheNextOneStarts() throws IOException {
        for (long size : new long[] {0, 68, -1, Long.MIN_VALUE}) {
            byte[] two = new byte[2 * SIZE];
            System.arraycopy(chunk().putLong(8, size).array(), 0, two, 0, SIZE);
            System.arraycopy(chunk().array(), 0, two, SIZE, SIZE);
            assertFlaw(
                    two,
                    "it says that it is "
                            + size
                            + " bytes long: its JVM was killed, or is still writing it");
        }
    }

    private void assertFlaw(byte[] bytes, String flaw) throws IOException {
        Chunk first = ChunkWalk.of(file(bytes)).chunks().get(0);
        assertThat(first.isWhole()).isFalse();
        assertThat(first.flaw()).isEqualTo(flaw);
        assertThat(first.length()).isEqualTo(SIZE);
    }

    @Test
    void aChunkThatIsCutOffSaysSo() throws IOException {
        for (long size : new long[] {101, Long.MAX_VALUE}) {
            assertFlaw(
                    chunk().putLong(8, size).array(),
                    "it says that it is "
                            + size
                            + " bytes long, but only 100 are there: the file was cut off, or its"
                            + " JVM killed");
        }
    }

    @Test
    void aChunkThatIsNotFinishedSaysSo() throws IOException {
        assertFlaw(
                chunk().put(64, (byte) 3).array(),
                "it is not finished: its JVM was killed, or is still writing it");
    }

    @Test
    void aChunkWhoseEventsDoNotEndWhereItDoesSaysSo() throws IOException {
        assertFlaw(
                chunk().putLong(8, 90).array(), "its size, 90 bytes, is not where its events end");
    }

    @Test
    void refusesAClockThatIsNone() throws IOException {
        for (long ticks : new long[] {0, -5, (1L << 33) + 1, Long.MAX_VALUE}) {
            assertRefused(
                    chunk().putLong(56, ticks).array(),
                    "the chunk's clock has " + ticks + " ticks per second");
        }
        for (long ticks : new long[] {1, 1L << 33}) {
            assertThat(ChunkWalk.of(file(chunk().putLong(56, ticks).array())).chunks()).hasSize(1);
        }
    }

    @Test
    void findsTheChunksOfRealRecordings() throws IOException {
        int files = 0;
        for (Path recording : Recordings.whole()) {
            ChunkWalk walk = ChunkWalk.of(recording);
            assertThat(walk.rest()).isEmpty();
            assertThat(walk.chunks().stream().mapToLong(chunk -> chunk.header().size()).sum())
                    .isEqualTo(Files.size(recording));
            files++;
        }
        assertThat(files).isGreaterThanOrEqualTo(2);
    }
}
