package dev.jfrtrace.bridge.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.LossyRecording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jdk.jfr.Recording;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a recording while it grows. */
class MeterTest {
    @TempDir private Path folder;
    private Workplace workplace;
    private Meter meter;

    @BeforeEach
    void makeFolders() throws IOException {
        workplace = Workplace.create();
        Path one = Files.createDirectory(folder.resolve("a"));
        Path other = Files.createDirectory(folder.resolve("b"));
        meter = new Meter(new LeftSession(workplace, 0, one, other));
    }

    @AfterEach
    void deleteTheWorkplace() throws IOException {
        workplace.close();
    }

    private Path chunk(String name) throws IOException {
        Path chunk = folder.resolve(name);
        try (Recording recording = new Recording()) {
            recording.start();
            recording.stop();
            recording.dump(chunk);
        }
        return chunk;
    }

    @Test
    void nothingIsRecordedAtFirst() {
        assertThat(meter.read()).isEqualTo(new Meter.Reading(0, 0, 0));
    }

    /**
     * A thread counts on from chunk to chunk, others begin in a later one, and so do other JVMs.
     */
    @Test
    void lossesOfAllChunksAndJvmsAreAddedUp() throws IOException {
        LossyRecording.lose(chunk("a/1.jfr"), 100, 100);
        Path next = chunk("a/2.jfr");
        LossyRecording.lose(next, 50, 150);
        LossyRecording.lose(next, 20, 20);
        LossyRecording.lose(chunk("b/1.jfr"), 7, 7);
        assertThat(meter.read().lostBytes()).isEqualTo(150 + 20 + 7);
        assertThat(meter.read().lostBytes()).isEqualTo(150 + 20 + 7);
    }
}
