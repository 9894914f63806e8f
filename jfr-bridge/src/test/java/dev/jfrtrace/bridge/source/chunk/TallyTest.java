package dev.jfrtrace.bridge.source.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jfrtrace.bridge.Recordings;
import dev.jfrtrace.bridge.source.Chunk;
import dev.jfrtrace.bridge.source.ChunkHeader;
import dev.jfrtrace.bridge.source.ChunkWalk;
import dev.jfrtrace.bridge.source.RecordingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events are counted while their chunk grows: each once. */
class TallyTest {
    private static final int SIZE = 8;
    private static final int STATE = 64;

    @TempDir private Path folder;

    @Test
    void allEventsOfAChunkAreCountedOnceHoweverOftenItIsLookedAt() throws IOException {
        for (Path recording : Recordings.fixtures()) {
            long counted = 0;
            for (Chunk chunk : ChunkWalk.of(recording).chunks()) {
                Tally tally = new Tally(Recordings.alone(chunk, folder));
                tally.look();
                tally.look();
                counted += tally.events();
                assertThat(tally.lostBytes().sum()).isZero();
            }
            assertThat(counted).isPositive().isEqualTo(Recordings.countEvents(recording, folder));
        }
    }

    /** The header says how far it has been flushed; what is behind that may be half an event. */
    @Test
    void whatWasNotFlushedIsNotCountedYet() throws IOException {
        Chunk chunk = ChunkWalk.of(Recordings.fixtures().get(0)).chunks().get(0);
        byte[] bytes = Files.readAllBytes(Recordings.alone(chunk, folder));
        Path growing = folder.resolve("growing.jfr");
        Tally tally = new Tally(growing);
        long part = boundary(bytes, 500);

        write(growing, bytes, ChunkHeader.LENGTH, 1);
        tally.look();
        assertThat(tally.events()).isZero();

        write(growing, bytes, part, 2);
        tally.look();
        long first = tally.events();
        assertThat(first).isPositive();

        // The header is being written: it may say anything.
        write(growing, bytes, bytes.length, 255);
        tally.look();
        assertThat(tally.events()).isEqualTo(first);

        write(growing, bytes, bytes.length, 0);
        tally.look();
        Tally whole = new Tally(growing);
        whole.look();
        assertThat(tally.events()).isGreaterThan(first).isEqualTo(whole.events());
    }

    /** Where so many events end. */
    private static long boundary(byte[] bytes, int events) {
        Cursor cursor = new Cursor(bytes, ChunkHeader.LENGTH, bytes.length);
        for (int i = 0; i < events; i++) {
            int start = cursor.at;
            cursor.at = start + (int) cursor.number();
        }
        return cursor.at;
    }

    private static void write(Path file, byte[] bytes, long flushed, int state) throws IOException {
        ByteBuffer.wrap(bytes).putLong(SIZE, flushed).put(STATE, (byte) state);
        Files.write(file, bytes);
    }

    @Test
    void aFileThatIsNoChunkYetIsRefused() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.jfr"));
        assertThatThrownBy(() -> new Tally(empty).look()).isInstanceOf(RecordingException.class);
    }
}
