package dev.jfrtrace.bridge.source.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much a window reads shows in what it knows of a file that has become another meanwhile. */
class WindowTest {
    private static final int LENGTH = 1_000;
    private static final int ROOM = 256;
    private static final int ASKED = 48;

    @TempDir Path folder;

    private final Cursor cursor = new Cursor();
    private FileChannel file;
    private Window window;

    @BeforeEach
    void open() throws IOException {
        file =
                FileChannel.open(
                        Files.createFile(folder.resolve("chunk")),
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        fillWith(1);
        window = new Window(file::read, 0, LENGTH, ByteBuffer.allocate(ROOM));
    }

    @AfterEach
    void close() throws IOException {
        file.close();
    }

    private void fillWith(int value) throws IOException {
        byte[] bytes = new byte[LENGTH];
        Arrays.fill(bytes, (byte) value);
        file.write(ByteBuffer.wrap(bytes), 0);
    }

    private byte at(long place) throws IOException {
        window.seek(cursor, place, ASKED);
        return cursor.oneByte();
    }

    @Test
    void readsAheadWhereReadingGoesOn() throws IOException {
        at(500);
        at(500 + ASKED);
        fillWith(2);
        assertThat(at(500 + ROOM)).isEqualTo((byte) 1);
        assertThat(at(500 + ASKED + ROOM)).isEqualTo((byte) 2);
    }

    @Test
    void readsNoMoreThanIsAskedForElsewhere() throws IOException {
        at(500);
        at(100);
        fillWith(2);
        assertThat(at(100)).isEqualTo((byte) 1);
        assertThat(at(100 + ASKED)).isEqualTo((byte) 2);
    }

    @Test
    void endsWhereTheChunkDoes() throws IOException {
        window.seek(cursor, LENGTH - 10, ASKED);
        assertThat(cursor.remaining()).isEqualTo(10);
    }

    /** More than is read at a time; and no more than there is, where the file has been cut. */
    @Test
    void readsByThePiece() throws IOException {
        byte[] bytes = new byte[600_000];
        new Random(1).nextBytes(bytes);
        file.write(ByteBuffer.wrap(bytes), 0);
        Window large = new Window(Window.bytes(file), 0, 700_000, ByteBuffer.allocate(ROOM));
        byte[] copy = new byte[500_001];
        assertThat(large.copy(7, copy, 1, 500_000)).isEqualTo(500_000);
        assertThat(Arrays.mismatch(copy, 1, 500_001, bytes, 7, 500_007)).isEqualTo(-1);
        assertThat(large.copy(300_000, copy, 0, 400_000)).isEqualTo(300_000);
        assertThat(Arrays.mismatch(copy, 0, 300_000, bytes, 300_000, 600_000)).isEqualTo(-1);
    }

    @Test
    void hasMoreThanItsRoomWhereThatIsAskedFor() throws IOException {
        window.seek(cursor, 300, 2 * ROOM);
        assertThat(cursor.remaining()).isEqualTo(2 * ROOM);
    }
}
