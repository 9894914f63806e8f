package dev.jfrtrace.bridge.convert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.AbsentThread;
import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.Recordings;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.source.Chunk;
import dev.jfrtrace.bridge.source.ChunkWalk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of some threads a chunk has the id alone: who they are is known from the chunks before it. */
class AbsentThreadsTest {
    private static final String LOG = "dev.jfrtrace.Log";

    @TempDir private Path folder;

    private Path whole;
    private Path absent;

    @BeforeEach
    void record() throws Exception {
        whole = folder.resolve("whole.jfr");
        try (Recording recording = new Recording()) {
            recording.enable(LOG);
            recording.start();
            AbsentThread.work();
            recording.stop();
            recording.dump(whole);
        }
        absent = AbsentThread.lose(Files.copy(whole, folder.resolve("absent.jfr")));
    }

    private static TraceReport convert(Path recording, Path trace) throws IOException {
        List<TraceReport> reports =
                JfrToTrace.convert(recording, trace, ConvertOptions.defaults()).traces();
        assertThat(reports).hasSize(1);
        return reports.get(0);
    }

    @Test
    void theyAreThoseOfTheChunksBefore() throws IOException {
        Path trace = folder.resolve("absent.trace");
        TraceReport report = convert(absent, trace);
        assertThat(report.events().get(LOG).keySet()).containsExactly(Fate.TRANSLATED);
        AbsentThread.assertShown(ParsedTrace.of(trace));
        convert(whole, folder.resolve("whole.trace"));
        assertThat(trace).hasSameBinaryContentAs(folder.resolve("whole.trace"));
    }

    @Test
    void whatNobodyKnowsTheThreadOfIsLostAndCounted() throws IOException {
        List<Chunk> chunks = ChunkWalk.of(absent).chunks();
        Path last = Recordings.alone(chunks.get(chunks.size() - 1), folder);
        TraceReport report = convert(last, folder.resolve("last.trace"));
        assertThat(report.events().get(LOG).get(Fate.NO_THREAD)).isEqualTo(AbsentThread.LOGS);
    }

    /** Another JVM counts its threads from the same number. */
    @Test
    void theyAreNotThoseOfAnotherJvm() throws IOException {
        List<Chunk> chunks = ChunkWalk.of(absent).chunks();
        Path last = Recordings.alone(chunks.get(chunks.size() - 1), folder);
        Path other = Recordings.fixture("jdk17-G1-orders");
        Path joined = Recordings.join(folder.resolve("joined.jfr"), other, last);
        List<TraceReport> reports =
                JfrToTrace.convert(joined, folder.resolve("j.trace"), ConvertOptions.defaults())
                        .traces();
        assertThat(reports).hasSize(2);
        assertThat(reports.get(1).events().get(LOG).get(Fate.NO_THREAD))
                .isEqualTo(AbsentThread.LOGS);
        Files.delete(joined);
    }
}
