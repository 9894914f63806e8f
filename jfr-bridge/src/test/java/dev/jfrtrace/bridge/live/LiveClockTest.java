package dev.jfrtrace.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jfrtrace.bridge.Recordings;
import dev.jfrtrace.bridge.Script;
import dev.jfrtrace.bridge.source.ChunkHeader;
import dev.jfrtrace.bridge.source.RecordingException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clock of a JVM is in the header of its newest chunk, which may not be written yet. */
class LiveClockTest {
    private static final long LONG = 60_000_000_000L;
    private static final int START_NANOS_AT = 32;

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
        LiveClock clock = LiveClock.of(newest(LONG));
        jvm.join();
        ChunkHeader header = ChunkHeader.of(recording);
        assertThat(clock.wallNanosAtZero())
                .isEqualTo(header.startNanos() - clock.time(header.startTicks()));
    }

    /** A file cannot be read by a thread that is interrupted. */
    @Test
    void anInterruptedCallerGetsItAndStaysInterrupted() throws Exception {
        Files.copy(Recordings.whole().get(0), repository.resolve("2026_01_01.jfr"));
        Thread.currentThread().interrupt();
        LiveClock clock = LiveClock.of(newest(LONG));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(clock.now()).isPositive();
    }

    @Test
    void itIsNeverBehindWhatHasBeenHeard() throws Exception {
        LiveClock clock = clockOf(0);
        long later = clock.now() + LONG;
        clock.heard(later);
        assertThat(clock.now()).isGreaterThanOrEqualTo(later);
        assertThat(clock.latest()).isGreaterThanOrEqualTo(later + LiveClock.SLACK);
        long now = clock.now();
        clock.heard(later);
        assertThat(clock.now()).as("what is old says nothing").isGreaterThanOrEqualTo(now);
    }

    /** As when the wall clock has been set back since the chunk was begun. */
    @Test
    void aWallClockThatIsBehindTakesNothingFromWhatHasBeenHeard() throws Exception {
        LiveClock clock = clockOf(System.currentTimeMillis() * 1_000_000 + LONG);
        assertThat(clock.now()).isNegative();
        clock.heard(LONG);
        assertThat(clock.latest()).isGreaterThanOrEqualTo(LONG + LiveClock.SLACK);
    }

    private ChunkHeader newest(long patience) throws Exception {
        try (RepositoryTail tail = RepositoryTail.ofNewest(Repository.of(repository), patience)) {
            return tail.header();
        }
    }

    /** A chunk that began at such a wall time; 0 for when it did. */
    private LiveClock clockOf(long startNanos) throws Exception {
        ByteBuffer chunk = ByteBuffer.wrap(Files.readAllBytes(Recordings.whole().get(0)));
        if (startNanos != 0) {
            chunk.putLong(START_NANOS_AT, startNanos);
        }
        Files.write(repository.resolve("2026_01_01.jfr"), chunk.array());
        return LiveClock.of(newest(LONG));
    }

    @Test
    void whatNeverComesIsNotWaitedForForEver() {
        assertThatExceptionOfType(RecordingException.class)
                .isThrownBy(() -> newest(1))
                .withMessageContaining("holds no chunk of JFR");
    }
}
