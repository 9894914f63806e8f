package dev.jfrtrace.bridge.translate;

import static dev.jfrtrace.bridge.translate.Made.MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jfrtrace.bridge.MadeRecording;
import dev.jfrtrace.bridge.ParsedTrace.Span;
import dev.jfrtrace.bridge.source.JfrThread;
import java.io.IOException;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who ran at one look by the wall clock and at the next one ran in between, however far apart. */
class WallLooksTest {
    private static final Offset<Long> MICROSECOND = within(1_000L);

    @TempDir private Path folder;

    private final MadeRecording recording = new MadeRecording();
    private final JfrThread worker = recording.thread("worker-1", 7, 700);
    private final JfrThread other = recording.thread("other-2", 8, 800);

    private void look(String type, JfrThread thread, long ms, String state) {
        recording
                .event(type)
                .at(ms * MS)
                .on(thread)
                .in("Worker.run")
                .with("state", "STATE_" + state);
    }

    /** Nanoseconds for which it is shown to run. */
    private long running() throws IOException {
        return Made.of(recording, folder).trace().spans(7, "Running").stream()
                .mapToLong(Span::length)
                .sum();
    }

    @Test
    void whoRunsAtAllLooksRunsAllTheTime() throws IOException {
        for (long ms = 100; ms <= 1_100; ms += 200) {
            look("profiler.WallClockSample", worker, ms, "RUNNABLE");
        }
        look("profiler.WallClockSample", worker, 1_300, "SLEEPING");
        assertThat(running()).isCloseTo(1_000 * MS, MICROSECOND);
    }

    @Test
    void asyncProfilersOldSamplesAreLooksWhereSomebodySleeps() throws IOException {
        look("ExecutionSample", other, 50, "SLEEPING");
        for (long ms = 100; ms <= 1_100; ms += 200) {
            look("ExecutionSample", worker, ms, "RUNNABLE");
        }
        assertThat(running()).isCloseTo(1_000 * MS, MICROSECOND);
    }

    /** It asks those only of whom it knows that they run. */
    @Test
    void samplesOfJfrAreNone() throws IOException {
        for (long ms = 100; ms <= 1_100; ms += 200) {
            look("ExecutionSample", worker, ms, "RUNNABLE");
        }
        assertThat(running()).isLessThan(100 * MS);
    }

    @Test
    void aWaitInBetweenIsAWait() throws IOException {
        look("profiler.WallClockSample", worker, 100, "RUNNABLE");
        recording.event("ThreadPark").from(200 * MS, 250 * MS).on(worker);
        look("profiler.WallClockSample", worker, 300, "RUNNABLE");
        assertThat(running()).isCloseTo(150 * MS, MICROSECOND);
    }

    @Test
    void looksThatAreFarApartSayNothing() throws IOException {
        for (long ms = 100; ms <= 6_100; ms += 1_500) {
            look("profiler.WallClockSample", worker, ms, "RUNNABLE");
        }
        assertThat(running()).isLessThan(100 * MS);
    }
}
