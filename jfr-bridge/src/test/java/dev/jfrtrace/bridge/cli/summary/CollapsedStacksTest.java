package dev.jfrtrace.bridge.cli.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jfrtrace.bridge.Recordings;
import dev.jfrtrace.bridge.cli.KnownTrace;
import dev.jfrtrace.bridge.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code jfrtrace export --format collapsed}: what flame graphs of waits are drawn of. */
class CollapsedStacksTest {
    private static final String LINE = "[^;]+(;[^;]+)+ \\d+";

    @TempDir private Path folder;

    private static String[] lines(Object... args) {
        Object[] words = {"export", "--format", "collapsed", "-o", "-"};
        Run run = Run.of(Stream.concat(Stream.of(words), Arrays.stream(args)).toArray());
        assertThat(run.code()).as(run.err()).isZero();
        return run.outText().lines().toArray(String[]::new);
    }

    private static long micros(String[] lines) {
        return Arrays.stream(lines)
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void aWaitIsALineFromTheThreadToTheReason() throws IOException {
        Path trace = Files.write(folder.resolve("known.trace"), KnownTrace.bytes());
        assertThat(lines(trace))
                .containsExactly(
                        "worker;worker;app.Worker.run;java.util.concurrent.locks.LockSupport.park"
                                + ";app.Lock;sync (park) 300");
        assertThat(lines("--from", "0.2ms", "--to", "0.3ms", trace))
                .singleElement()
                .asString()
                .endsWith("sync (park) 100");
    }

    /** All together they are what the summary sums up. */
    @Test
    void ofARecordingAllWaitsAreThere() throws IOException {
        for (Path recording : Recordings.fixtures()) {
            String[] all = lines("--idle", recording);
            double millis = 0;
            JsonNode summary =
                    new ObjectMapper().readTree(Run.of("summary", "--json", recording).out());
            for (JsonNode wait : summary.get("waits")) {
                for (JsonNode waiter : wait.path("waiters")) {
                    millis += waiter.get("sum").asLong() / 1e6;
                }
            }
            assertThat(all).allMatch(line -> line.matches(LINE));
            assertThat(micros(all) / 1e3).isCloseTo(millis, within(0.001 * all.length));
            String[] busy = lines(recording);
            assertThat(micros(busy)).isLessThan(micros(all));
            assertThat(busy).noneMatch(line -> line.contains(";unknown "));
        }
    }

    @Test
    void theFileIsNamedForTheFormat() throws IOException {
        Path trace = Files.write(folder.resolve("known.trace"), KnownTrace.bytes());
        assertThat(Run.of("export", "--format", "collapsed", trace).code()).isZero();
        assertThat(folder.resolve("known.collapsed")).isNotEmptyFile();
        assertThat(Run.of("export", "--idle", trace).err()).contains("--idle needs --format coll");
    }
}
