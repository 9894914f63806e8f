package dev.jfrtrace.bridge.translate;

import static dev.jfrtrace.bridge.translate.Made.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.MadeRecording;
import dev.jfrtrace.bridge.ParsedTrace.Span;
import dev.jfrtrace.bridge.source.JfrThread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A thread whose recording a test makes up, and what it is shown to do. */
abstract class ThreadModelFixture {
    static final long G = 7;

    @TempDir Path folder;

    MadeRecording recording;
    JfrThread thread;

    @BeforeEach
    void makeThread() {
        recording = new MadeRecording();
        thread = recording.thread("worker", G, 700);
    }

    final void pause(long from, long to) {
        recording
                .event("GCPhasePause")
                .from(from * MS, to * MS)
                .with("gcId", 1)
                .with("name", "Pause Young");
    }

    final void wait(String type, long from, long to) {
        recording.event(type).from(from * MS, to * MS).on(thread).in("Worker.run");
    }

    /** Something that it does; it runs at that instant. */
    final void act(long... times) {
        Arrays.stream(times).forEach(time -> recording.event("test.Act").at(time * MS).on(thread));
    }

    final Made translate() throws IOException {
        return Made.of(recording, folder);
    }

    /** Asserts state and reason at a number of times, given in milliseconds: "15 Running". */
    static void assertThatIs(Made made, long g, String... expected) {
        List<String> found =
                Arrays.stream(expected)
                        .map(text -> Long.parseLong(text.split(" ", 2)[0]))
                        .map(time -> time + " " + describe(made.trace().at(g, Made.at(time * MS))))
                        .toList();
        assertThat(found).containsExactly(expected);
    }

    static String describe(Span span) {
        if (span == null) {
            return "nothing";
        }
        return span.state().equals("Waiting") ? "Waiting " + span.reason() : span.state();
    }
}
