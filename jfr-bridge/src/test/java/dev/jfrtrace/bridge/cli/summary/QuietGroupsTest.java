package dev.jfrtrace.bridge.cli.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.cli.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which threads a summary for people leaves out. */
class QuietGroupsTest {
    private static final String PARK = "sync (park)";
    private static final String GET_TASK = "java.util.concurrent.ThreadPoolExecutor.getTask";

    @TempDir private Path folder;

    /** The rows of the table of threads, and what is said below it. */
    private static List<String> threads(Run run) {
        return run.outText()
                .lines()
                .dropWhile(line -> !line.equals("Threads, by pool"))
                .skip(2)
                .takeWhile(line -> !line.startsWith("  CPU time: "))
                .toList();
    }

    private Path trace() throws IOException {
        return new JvmStory()
                .vmIsIdle(0)
                .thread(0, 7, "idle-#")
                .waits(2, 7, PARK, GET_TASK)
                .thread(3, 8, "Finalizer")
                .waits(4, 8, "unknown")
                .thread(5, 9, "C# CompilerThread#")
                .thread(6, 10, "C2 CompilerThread#")
                .waits(500, 10, "unknown")
                .thread(501, 11, "silent-#")
                .waits(502, 11, "unknown")
                .thread(503, 12, "busy-#")
                .waits(504, 12, PARK, GET_TASK)
                .goesOn(970, 12, 0)
                .end(1000, folder);
    }

    @Test
    void whoOnlyWaitedIsCounted() throws IOException {
        List<String> rows = threads(Run.of("summary", trace()));

        assertThat(rows)
                .hasSize(5)
                .anyMatch(row -> row.endsWith("  C2 CompilerThread#"))
                .anyMatch(row -> row.endsWith("  C# CompilerThread#"))
                .anyMatch(row -> row.endsWith("  silent-#"))
                .anyMatch(row -> row.endsWith("  busy-#"))
                .last()
                .isEqualTo(
                        "  and 2 threads of the JVM and 1 other that only waited (--all-threads"
                                + " shows them)");
    }

    @Test
    void allAreShownToWhoAsks() throws IOException {
        assertThat(threads(Run.of("summary", "--all-threads", trace())))
                .hasSize(7)
                .noneMatch(row -> row.contains("--all-threads"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "VM Thread",
                "GC Thread#",
                "G1 Conc#",
                "G1 Main Marker",
                "C1 CompilerThread#",
                "Reference Handler",
                "Signal Dispatcher",
                // As Linux cuts them, of whoever asks it.
                "C2 CompilerThre",
                "VM Periodic Tas",
                "Monitor Deflati",
                "JFR Recorder Thread",
                "JFR Periodic Tasks",
                "ZWorkerYoung#",
                "VirtualThread-unparker",
                "process reaper (pid #)",
                "AWT-Shutdown",
                "Monitor Ctrl-Break"
            })
    void theJvmsOwnAreKnownByName(String name) {
        assertThat(JvmThreads.areOf(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"main", "http-nio-#-exec-#", "My Finalizer", "GC", "ZooKeeper", ""})
    void othersAreNot(String name) {
        assertThat(JvmThreads.areOf(name)).isFalse();
    }
}
