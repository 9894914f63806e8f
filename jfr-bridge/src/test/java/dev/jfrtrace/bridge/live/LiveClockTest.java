package dev.jfrtrace.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jfrtrace.bridge.Recordings;
import dev.jfrtrace.bridge.Script;
import dev.jfrtrace.bridge.source.ChunkHeader;
import dev.jfrtrace.bridge.source.RecordingException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clock of a JVM is in the header of its newest chunk, which may not be written yet. */
class LiveClockTest {
    private static final long LONG = 60_000_000_000L;

    @TempDir private Path repository;

    @Test
    void aHeaderThatIsNotWrittenYetIsWaitedFor() throws Exception {
        Path recording = Recordings.whole().get(0);
        Path chunk = Files.createFile(repository.resolve("2026_01_01.jfr"));
        Thread jvm =
                Script.start(
                        "writes",
                        () -> {
                            Thread.sleep(30);
                            Files.write(chunk, Files.readAllBytes(recording));
                        });
        LiveClock clock = LiveClock.ofNewestChunk(repository, LONG);
        jvm.join();
        ChunkHeader header = ChunkHeader.of(recording);
        assertThat(clock.wallNanosAtZero())
                .isEqualTo(header.startNanos() - clock.time(header.startTicks()));
    }

    @Test
    void whatNeverComesIsNotWaitedForForEver() {
        assertThatExceptionOfType(RecordingException.class)
                .isThrownBy(() -> LiveClock.ofNewestChunk(repository, 1))
                .withMessageContaining("holds no chunk of JFR");
    }
}
