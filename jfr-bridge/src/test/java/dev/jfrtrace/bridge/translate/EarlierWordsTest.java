package dev.jfrtrace.bridge.translate;

import static dev.jfrtrace.bridge.translate.Made.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.MadeRecording;
import dev.jfrtrace.bridge.ParsedTrace.Span;
import dev.jfrtrace.bridge.source.JfrThread;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was said of threads before the part of a recording that is shown. */
class EarlierWordsTest {
    private static final long G = 7;
    private static final long FROM = 500 * MS;
    private static final String[] PLACE = {"sun.nio.ch.EPoll.wait", "Server.run"};

    @TempDir private Path folder;

    private MadeRecording recording;
    private JfrThread thread;

    @BeforeEach
    void lookAtThread() {
        recording = new MadeRecording();
        thread = recording.thread("worker", G, 700);
        recording.event("Nothing").at(900 * MS);
        recording.event("NativeMethodSample").at(100 * MS).on(thread).in(PLACE);
    }

    private Span at(long millis) throws IOException {
        Made made = Made.of(recording, folder, FROM, Long.MAX_VALUE);
        return made.trace().at(G, Made.at(millis * MS));
    }

    @Test
    void aThreadThatHasDoneNothingSinceStillWaits() throws IOException {
        Span wait = at(600);
        assertThat(wait.reason()).isEqualTo("network");
        assertThat(wait.begin().moved()).containsExactly(PLACE);
        assertThat(wait.from()).isBetween(Made.at(FROM), Made.at(FROM) + 1_000);
    }

    @Test
    void theLastWordCounts() throws IOException {
        recording
                .event("dev.jfrtrace.ThreadState")
                .at(200 * MS)
                .on(thread)
                .with("state", "BLOCKED");
        assertThat(at(600).reason()).isEqualTo("sync (monitor enter)");
    }

    @Test
    void ofAThreadThatHasDoneSomethingSinceNothingIsKnown() throws IOException {
        recording.event("test.Act").at(300 * MS).on(thread);
        assertThat(at(600).reason()).isEqualTo("unknown");
    }

    /** It was seen in a wait that was over before the part began. */
    @Test
    void aWordFromWithinAWaitEndsWithThat() throws IOException {
        recording.event("ThreadPark").from(50 * MS, 300 * MS).on(thread).in("Pool.take");
        assertThat(at(600).reason()).isEqualTo("unknown");
    }

    @Test
    void aWaitThatIsUnderWayIsNotInterrupted() throws IOException {
        recording.event("ThreadPark").from(200 * MS, 800 * MS).on(thread).in("Pool.take");
        Span wait = at(600);
        assertThat(wait.reason()).isEqualTo("sync (park)");
        assertThat(wait.to()).isBetween(Made.at(800 * MS), Made.at(800 * MS) + 1_000);
    }

    @Test
    void itEndsWithTheNextEvent() throws IOException {
        recording.event("test.Act").at(700 * MS).on(thread);
        Span wait = at(600);
        assertThat(wait.reason()).isEqualTo("network");
        assertThat(wait.to()).isBetween(Made.at(700 * MS), Made.at(700 * MS) + 1_000);
    }
}
