package dev.jfrtrace.encoder.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ToolProcessTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void givesOutputErrorAndExitCode() throws IOException {
        List<String> lines = new ArrayList<>();
        try (ToolProcess process = shell("echo one; echo two; echo oops >&2; exit 7")) {
            process.lines(lines::add);
            assertThat(process.exit()).isEqualTo(7);
            assertThat(process.log()).contains("oops");
        }
        assertThat(lines).containsExactly("one", "two");
    }

    @Test
    void givesEmptyInput() throws IOException {
        try (ToolProcess process = shell("cat")) {
            assertThat(process.within(LONG, process::exit)).isZero();
        }
    }

    @Test
    void killsWhatTakesTooLongWithItsChildren() throws IOException {
        // The child holds standard output open: only its death lets the reading end.
        try (ToolProcess process = shell("sleep 600 & sleep 600; true")) {
            assertThatThrownBy(
                            () ->
                                    process.within(
                                            Duration.ofMillis(300),
                                            () -> {
                                                process.lines(line -> {});
                                                return process.exit();
                                            }))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("not done within 300 ms");
            assertThat(process.isAlive()).isFalse();
        }
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void killsWhatStillRunsWhenTheTestFails() {
        assertThatThrownBy(
                        () -> {
                            try (ToolProcess process = shell("sleep 600")) {
                                throw new AssertionError("alive: " + process.isAlive());
                            }
                        })
                .hasMessage("alive: true");
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void keepsBothEndsOfALongLog() throws IOException {
        try (ToolProcess process = shell("seq 1 1000 >&2")) {
            assertThat(process.exit()).isZero();
            assertThat(process.log().lines())
                    .startsWith("    1", "    2")
                    .contains("    … 960 lines left out …")
                    .endsWith("    999", "    1000")
                    .hasSize(41);
        }
    }

    private static ToolProcess shell(String commands) throws IOException {
        return ToolProcess.start(new ProcessBuilder("sh", "-c", commands));
    }
}
