package dev.jfrtrace.bridge.source;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.jfrtrace.bridge.Recordings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Our reader hands out what the JDK's does: all events, and all that can be asked of each. */
class SourcesAgreeTest {
    @TempDir Path folder;

    @TestFactory
    Stream<DynamicTest> onRecordings() {
        return Recordings.whole().stream()
                .map(r -> dynamicTest(r.getFileName().toString(), () -> compare(r)));
    }

    private void compare(Path recording) throws IOException {
        SourcesAgreement.assertEvents(recording, folder);
        SourcesAgreement.assertTraces(recording, folder);
    }
}
