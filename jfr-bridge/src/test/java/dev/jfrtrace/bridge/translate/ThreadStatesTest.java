package dev.jfrtrace.bridge.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.MadeRecording;
import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.bridge.source.JfrThread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the live tracer records of threads that say nothing, and of its own progress. */
class ThreadStatesTest {
    private static final long MS = Made.MS;
    private static final long SEEN = 500 * MS;

    @TempDir private Path folder;

    private final MadeRecording recording = new MadeRecording();
    private final JfrThread quiet = recording.thread("quiet", 7, 700);
    private final JfrThread busy = recording.thread("busy", 8, 800);

    @BeforeEach
    void quietParksOnceAndBusyGoesOn() {
        recording.event("ThreadPark").from(MS, 10 * MS).on(quiet);
        for (long time = 0; time < 900; time += 50) {
            recording.event("ThreadPark").from(time * MS, (time + 40) * MS).on(busy);
        }
    }

    private void look(JfrThread thread, String state) {
        recording.event("dev.jfrtrace.ThreadState").at(SEEN).on(thread).with("state", state);
    }

    private Made translate() throws IOException {
        return Made.of(recording, folder, 0, Long.MAX_VALUE);
    }

    private String reasonAt(long g, long time) throws IOException {
        return translate().trace().at(g, Made.at(time)).reason();
    }

    @Test
    @Tests(JfrMapping.THREAD_STATE)
    void aSilentThreadIsSaidToWaitFromTheLookOn() throws IOException {
        look(quiet, "TIMED_WAITING");
        ParsedTrace trace = translate().trace();
        assertThat(trace.at(7, Made.at(SEEN - MS)).reason()).isEqualTo("unknown");
        assertThat(trace.at(7, Made.at(SEEN + MS)).reason()).isEqualTo("sync (waiting)");
        assertThat(trace.waits(7, "sync (waiting)")).hasSize(1);
    }

    @Test
    void aThreadThatIsBlockedWaitsForAMonitor() throws IOException {
        look(quiet, "BLOCKED");
        assertThat(reasonAt(7, SEEN + MS)).isEqualTo("sync (monitor enter)");
    }

    @Test
    void whatARunnableThreadDoesStaysUnknown() throws IOException {
        look(quiet, "RUNNABLE");
        assertThat(reasonAt(7, SEEN + MS)).isEqualTo("unknown");
    }

    @Test
    void whoSpeaksForItselfKnowsBetter() throws IOException {
        look(busy, "WAITING");
        Made made = translate();
        assertThat(made.trace().waits(8, "sync (waiting)")).isEmpty();
        assertThat(made.report().fates())
                .containsEntry("dev.jfrtrace.ThreadState", Map.of(Fate.EVIDENCE, 1L));
    }

    /** JFR does not name it any more: of what it did nothing is missing. */
    @Test
    void whoEndedAsItWasLookedAtIsNoLoss() throws IOException {
        for (String look : List.of("ThreadState", "ThreadName", "ThreadCpu")) {
            recording.event("dev.jfrtrace." + look).at(SEEN);
        }
        assertThat(translate().report().fates().entrySet())
                .filteredOn(fates -> fates.getKey().startsWith("dev.jfrtrace."))
                .hasSize(3)
                .allMatch(fates -> fates.getValue().equals(Map.of(Fate.NOT_USED, 1L)));
    }

    @Test
    @Tests(JfrMapping.PULSE)
    void aPulseShowsNothing() throws IOException {
        ParsedTrace without = translate().trace();
        recording.event("dev.jfrtrace.Pulse").at(SEEN).on(quiet).with("number", 1L);
        Made with = translate();
        assertThat(with.trace().events()).hasSameSizeAs(without.events());
        assertThat(with.report().fates())
                .containsEntry("dev.jfrtrace.Pulse", Map.of(Fate.NOT_USED, 1L));
    }
}
