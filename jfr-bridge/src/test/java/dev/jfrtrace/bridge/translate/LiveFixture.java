package dev.jfrtrace.bridge.translate;

import static dev.jfrtrace.bridge.translate.Made.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.ParsedTrace.Span;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A thread of a live translation that a test drives, and what it is shown to do. */
abstract class LiveFixture {
    /** The encoder moves events by nanoseconds to keep them apart. */
    private static final long A_FEW = 200;

    static final long G = 7;
    static final String STACK = "app.Worker.await";

    @TempDir Path folder;

    LiveScript script;
    long thread;

    @BeforeEach
    void makeThread() throws IOException {
        script = new LiveScript();
        thread = script.thread("worker-1", G, 700);
    }

    final ParsedTrace parsed(long endMillis) throws IOException {
        return script.parsed(endMillis * MS, folder);
    }

    static String what(ParsedTrace trace, long millis) {
        Span span = trace.at(G, Made.at(millis * MS));
        return span.state().equals("Waiting") ? span.reason() : span.state();
    }

    static void assertIsAt(long time, long nanos) {
        assertThat(time).isBetween(Made.at(nanos), Made.at(nanos) + A_FEW);
    }
}
