package dev.jfrtrace.bridge.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jfrtrace.bridge.Recordings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The events that a chunk frames, counted without reading them. */
class EventCountTest {
    @TempDir private Path folder;

    @Test
    void agreesWithTheJdkOnAllRecordings() throws IOException {
        int chunks = 0;
        for (Path recording : Recordings.whole()) {
            for (Chunk chunk : ChunkWalk.of(recording).chunks()) {
                Path alone = Recordings.alone(chunk, folder);
                assertThat(EventCount.of(alone, chunk))
                        .as("%s of %s", chunk, recording.getFileName())
                        .isEqualTo(RecordingFile.readAllEvents(alone).size())
                        .isPositive();
                chunks++;
            }
        }
        assertThat(chunks).isGreaterThanOrEqualTo(Recordings.fixtures().size());
    }

    /** Counts a chunk whose events are the given bytes. */
    private long count(int... events) throws IOException {
        byte[] bytes = new byte[ChunkHeader.LENGTH + events.length];
        for (int i = 0; i < events.length; i++) {
            bytes[ChunkHeader.LENGTH + i] = (byte) events[i];
        }
        Path file = Files.write(folder.resolve("made.jfr"), bytes);
        return EventCount.of(file, chunk(file, bytes.length));
    }

    private static Chunk chunk(Path file, long size) {
        return new Chunk(file, 0, new ChunkHeader(2, 1, size, 0, 0, 0, 1_000_000_000));
    }

    @Test
    void leavesOutMetadataAndConstants() throws IOException {
        assertThat(count()).isZero();
        assertThat(count(2, 0, 3, 1, 0)).isZero();
        assertThat(count(2, 0, 2, 7, 4, 7, 0, 0, 2, 1)).isEqualTo(2);
    }

    @Test
    void readsNumbersOfAllLengths() throws IOException {
        // A size in two bytes, padded, as the JVM writes it; a type in three.
        assertThat(count(0x86, 0x00, 0x80, 0x80, 0x01, 9)).isEqualTo(1);
        // Nine bytes, the last of which is taken whole.
        assertThat(count(0x8B, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00, 5, 0)).isEqualTo(1);
    }

    @Test
    void saysWhereAChunkIsBroken() {
        assertBroken("damaged at its byte 70: an event of 0 bytes", 2, 7, 0, 7);
        assertBroken("damaged at its byte 68: an event of 9 bytes", 9, 7, 0);
        assertBroken("damaged at its byte 70: an event that the chunk's end cuts", 2, 7, 0x82);
        assertBroken("damaged at its byte 70: an event that the chunk's end cuts", 2, 7, 2);
        // A size beyond all bounds, and one below.
        assertBroken(
                "damaged at its byte 68: an event of " + Long.MAX_VALUE + " bytes",
                0xFF,
                0xFF,
                0xFF,
                0xFF,
                0xFF,
                0xFF,
                0xFF,
                0xFF,
                0x7F,
                1);
        assertBroken(
                "damaged at its byte 68: an event of -1 bytes",
                0xFF,
                0xFF,
                0xFF,
                0xFF,
                0xFF,
                0xFF,
                0xFF,
                0xFF,
                0xFF,
                1);
    }

    private void assertBroken(String what, int... events) {
        assertThatThrownBy(() -> count(events))
                .isInstanceOf(RecordingException.class)
                .hasMessageStartingWith(folder.resolve("made.jfr") + ": the chunk at offset 0 is ")
                .hasMessageContaining(what);
    }

    /** A reader that gives up without a word is found out. */
    @Test
    void aDamagedSizeIsNoticed() throws IOException {
        Path fixture = Recordings.fixture("jdk17-G1-orders");
        byte[] bytes = Files.readAllBytes(fixture);
        Chunk chunk = ChunkWalk.of(fixture).chunks().get(0);
        Path damaged = folder.resolve("damaged.jfr");
        List<String> messages = new ArrayList<>();
        int at = ChunkHeader.LENGTH;
        for (int i = 0; i < 5; i++) {
            byte[] copy = Arrays.copyOf(bytes, bytes.length);
            copy[at] ^= 0x01;
            Files.write(damaged, copy);
            try {
                long count = EventCount.of(damaged, new Chunk(damaged, 0, chunk.header()));
                assertThat(count).isNotNegative();
            } catch (RecordingException e) {
                messages.add(e.getMessage());
            }
            at += bytes[at] & 0x7F | (bytes[at] < 0 ? (bytes[at + 1] & 0x7F) << 7 : 0);
        }
        assertThat(messages).isNotEmpty().allMatch(m -> m.contains("is damaged at its byte "));
    }
}
