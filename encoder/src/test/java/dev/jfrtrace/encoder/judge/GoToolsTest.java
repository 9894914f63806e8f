package dev.jfrtrace.encoder.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class GoToolsTest {
    private static final GoTools.Search NO_GO = new GoTools.Search(null, "no go command there");

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final AtomicBoolean warned = new AtomicBoolean();

    @Test
    void findsTheInstallation() {
        GoTools tools = GoTools.require();
        assertThat(tools.go()).isExecutable();
        assertThat(tools.root().resolve("src/internal/trace")).isDirectory();
        assertThat(tools.version()).startsWith("go1." + tools.minor());
        assertThat(tools.traceTool()).isExecutable();
    }

    @Test
    void abortsAndWarnsOnceWhereThereIsNoGo() {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> require(Map.of("CI", "false")))
                    .isInstanceOf(TestAbortedException.class);
        }
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("GO IS MISSING: traces are NOT judged by Go's tools;")
                .hasLineCount(1);
    }

    @Test
    void failsWhereGoMustBeThere() {
        for (String variable : new String[] {"CI", "JFRTRACE_REQUIRE_GO"}) {
            assertThatThrownBy(() -> require(Map.of(variable, "true")))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("GO IS MISSING")
                    .hasMessageContaining("no go command there");
        }
    }

    @Test
    void saysWhyAGoIsNotGoodEnough(@TempDir Path folder) throws IOException {
        assertThat(GoTools.search(null).missing()).isEqualTo("no go command there");
        assertThat(GoTools.search(folder.toString()).missing()).isEqualTo("no go command there");
        script(folder, "echo /nowhere; echo go1.21.3");
        assertThat(GoTools.search(folder.toString()).missing()).endsWith("is go1.21.3");
        script(folder, "echo broken >&2; exit 3");
        assertThat(GoTools.search(folder.toString()).missing()).contains("failed with 3", "broken");
    }

    private void require(Map<String, String> environment) {
        GoTools.require(
                NO_GO, environment, warned, new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    /** Puts a go command into the folder that does something else. */
    private static void script(Path folder, String commands) throws IOException {
        Path go = folder.resolve("go");
        Files.writeString(go, "#!/bin/sh\n" + commands + "\n");
        Files.setPosixFilePermissions(go, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
