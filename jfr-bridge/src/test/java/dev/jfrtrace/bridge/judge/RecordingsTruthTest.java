package dev.jfrtrace.bridge.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.Recordings;
import dev.jfrtrace.bridge.Script;
import dev.jfrtrace.bridge.convert.ConvertOptions;
import dev.jfrtrace.bridge.source.ChunkWalk;
import dev.jfrtrace.encoder.judge.JudgedOnce;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What JFR says of real programs, their traces say as well: each pause and each wait. */
@JudgedOnce
class RecordingsTruthTest {
    @TempDir Path folder;

    private int compared;

    @TestFactory
    Stream<DynamicTest> isTold() {
        List<Path> single = Recordings.whole().stream().filter(r -> chunks(r) == 1).toList();
        Stream<DynamicTest> each =
                single.stream()
                        .map(r -> DynamicTest.dynamicTest("" + r.getFileName(), () -> compare(r)));
        DynamicTest all =
                DynamicTest.dynamicTest(
                        "all were compared",
                        () -> assertThat(compared).isEqualTo(single.size()).isGreaterThan(1));
        return Stream.concat(each, Stream.of(all));
    }

    private static int chunks(Path recording) {
        try {
            return ChunkWalk.of(recording).chunks().size();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void compare(Path recording) throws IOException {
        Path copy = folder.resolve(recording.getFileName().toString());
        Files.write(copy, Files.readAllBytes(recording));
        Script script = Script.of(copy, ConvertOptions.defaults());
        RecordingTruth.comparePauses(script);
        RecordingTruth.compareWaits(script);
        compared++;
    }
}
