package dev.jfrtrace.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jfrtrace.bridge.Recordings;
import dev.jfrtrace.bridge.convert.Events;
import dev.jfrtrace.bridge.source.ChunkHeader;
import dev.jfrtrace.bridge.source.JfrEvent;
import dev.jfrtrace.bridge.source.RecordingException;
import dev.jfrtrace.bridge.source.chunk.ChunkTail;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which chunks of a repository are read, and in which order. */
class RepositoryTailTest {
    private static final int TICKS_AT = 48;
    private static final int STATE_AT = 64;
    private static final int FINISHED = 0;
    private static final int GROWING = 9;

    @TempDir private Path folder;

    private ByteBuffer chunk;
    private final List<Long> begun = new ArrayList<>();
    private int events;

    @BeforeEach
    void readAnyChunk() throws IOException {
        chunk = ByteBuffer.wrap(Files.readAllBytes(Recordings.fixtures().get(0)));
    }

    private Path write(String name, long ticks, int state) throws IOException {
        chunk.putLong(TICKS_AT, ticks).put(STATE_AT, (byte) state);
        return Files.write(folder.resolve(name + ".jfr"), chunk.array());
    }

    private RepositoryTail newest() throws IOException {
        return RepositoryTail.ofNewest(Repository.of(folder), 0);
    }

    private boolean read(RepositoryTail tail) throws IOException {
        return tail.read(
                new ChunkTail.Handler() {
                    @Override
                    public void begin() {
                        begun.add(tail.header().startTicks());
                    }

                    @Override
                    public void event(JfrEvent event) {
                        events++;
                    }

                    @Override
                    public void flush() {
                        // Only chunks are looked at.
                    }
                });
    }

    /** As behind a winter's night: names of chunks are local times. */
    @Test
    void chunksFollowEachOtherByTheirTicks() throws Exception {
        write("2026_10_25_02_59_00", 100, FINISHED);
        try (RepositoryTail tail = newest()) {
            write("2026_10_25_02_10_00", 300, GROWING);
            write("2026_10_25_02_01_00", 200, FINISHED);
            assertThat(read(tail) && read(tail) && read(tail)).isTrue();
            assertThat(read(tail)).isFalse();
        }
        assertThat(begun).containsExactly(100L, 200L, 300L);
        assertThat(events).isPositive();
    }

    @Test
    void theNewestComesFirstUnlessAnotherIsWanted() throws Exception {
        write("a", 100, FINISHED);
        write("b", 200, FINISHED);
        write("c", 300, GROWING);
        try (RepositoryTail tail = newest()) {
            assertThat(tail.header().startTicks()).isEqualTo(300);
        }
        Repository repository = Repository.of(folder);
        try (RepositoryTail tail =
                RepositoryTail.of(repository, entry -> entry.startTicks() > 150, 0)) {
            assertThat(tail.header().startTicks()).isEqualTo(200);
        }
        try (RepositoryTail tail = RepositoryTail.of(repository, entry -> false, 0)) {
            assertThat(tail.header().startTicks()).isEqualTo(300);
        }
    }

    /** Where the reader was too slow, JFR has deleted what it was told to keep no longer. */
    @Test
    void whatIsDeletedBeforeItIsReadIsPassedOver() throws Exception {
        Path first = write("a", 100, FINISHED);
        try (RepositoryTail tail = newest()) {
            Path second = write("b", 200, FINISHED);
            write("c", 300, FINISHED);
            Files.delete(first);
            Files.delete(second);
            assertThat(read(tail)).as("the one at hand").isTrue();
            assertThat(read(tail)).isTrue();
        }
        assertThat(begun).containsExactly(100L, 300L);
    }

    /** It may be deleted just then, when its header has been read already. */
    @Test
    void whatIsDeletedBeforeItIsOpenedIsPassedOver() throws Exception {
        Path second = write("b", 200, FINISHED);
        write("c", 300, FINISHED);
        List<Repository.Entry> chunks = Repository.of(folder).chunks();
        Files.delete(second);
        try (ChunkTail next = RepositoryTail.openNext(chunks, 100)) {
            assertThat(next.header().startTicks()).isEqualTo(300);
        }
        assertThat(RepositoryTail.openNext(chunks, 300)).isNull();
    }

    /** Another recording goes on in a chunk of its own. */
    @Test
    void whatBeginsWhereTheRecordingEndsIsNotRead() throws Exception {
        write("a", 100, FINISHED);
        try (RepositoryTail tail = newest()) {
            write("b", 200, FINISHED);
            write("c", 300, GROWING);
            assertThat(tail.isAtEnd()).isFalse();
            tail.endHere();
            assertThat(tail.isAtEnd()).isFalse();
            assertThat(read(tail) && read(tail)).isTrue();
            assertThat(tail.isAtEnd()).isTrue();
            write("c", 300, FINISHED);
            tail.endHere();
            assertThat(read(tail)).isFalse();
        }
        assertThat(begun).containsExactly(100L, 200L);
    }

    /**
     * Whoever closes a recording deletes its chunks, and JFR the folder when it ends with its JVM:
     * the chunk at hand is the last one then.
     */
    @Test
    void whenAllIsDeletedTheChunkAtHandIsReadToItsEnd() throws Exception {
        Path only = write("a", 100, GROWING);
        try (RepositoryTail tail = newest()) {
            assertThat(read(tail)).isTrue();
            write("a", 100, FINISHED);
            Files.delete(only);
            Files.delete(folder);
            tail.endHere();
            assertThat(read(tail)).isFalse();
            assertThat(tail.isAtEnd()).isTrue();
        }
    }

    @Test
    void aChunkThatIsDamagedIsTold() throws Exception {
        write("a", 100, FINISHED);
        assertThat(damage()).isNull();
        Path file = folder.resolve("a.jfr");
        byte[] bytes = Files.readAllBytes(file);
        Events.zeroOne(bytes);
        Files.write(file, bytes);
        assertThat(damage()).contains("are damaged and 0 too much for this JVM's heap");
    }

    private String damage() throws IOException {
        RepositoryTail tail = newest();
        read(tail);
        tail.close();
        return tail.damage();
    }

    @Test
    void aFolderWithoutAChunkIsRefused() throws Exception {
        Files.write(folder.resolve("begun.jfr"), new byte[ChunkHeader.LENGTH - 1]);
        assertThatThrownBy(this::newest)
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("holds no chunk of JFR");
    }
}
