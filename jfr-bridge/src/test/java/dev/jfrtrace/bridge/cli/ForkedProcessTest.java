package dev.jfrtrace.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own: its streams and exit codes. */
class ForkedProcessTest {
    @TempDir private Path folder;
    private Path in;
    private Path out;
    private Path err;

    @BeforeEach
    void record() {
        in = Fixtures.recording(folder.resolve("in.jfr"));
        out = folder.resolve("stdout");
        err = folder.resolve("stderr");
    }

    private int fork(Object... args) throws IOException, InterruptedException {
        return fork(List.of(), args);
    }

    private int fork(List<String> before, Object... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(Main.class.getName());
        for (Object arg : args) {
            command.add(arg.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Test
    void theTraceIsOnStandardOutputAndTheReportOnStandardError() throws Exception {
        Run here = Run.of("convert", in, "-o", "-", "-q");

        assertThat(fork("convert", in, "-o", "-")).isZero();

        assertThat(out).hasBinaryContent(here.out());
        assertThat(Files.readString(err))
                .contains("jdk.ThreadSleep", "trace event")
                .doesNotContain("\r", "\tat ");
    }

    @Test
    void exitCodesReachTheSystem() throws Exception {
        assertThat(fork("convert", folder.resolve("missing.jfr"))).isEqualTo(1);
        assertThat(Files.readString(err)).hasLineCount(1);
        assertThat(fork("convert")).isEqualTo(2);
        assertThat(fork("--version")).isZero();
        assertThat(err).isEmptyFile();
    }

    /** The JVM has a file of its own under the number of a closed stream, and needs it. */
    @Test
    void aClosedStandardOutputIsToldInOneSentence() throws Exception {
        assumeThat(Path.of("/bin/sh")).exists();
        Path trace = folder.resolve("in.trace");
        assertThat(Run.of("convert", in, "-o", trace).code()).isZero();
        List<String> closing = List.of("/bin/sh", "-c", "exec \"$0\" \"$@\" >&-");
        for (String verb : List.of("check", "print")) {
            assertThat(fork(closing, verb, trace)).as(verb).isEqualTo(1);
            assertThat(Files.readString(err))
                    .isEqualToIgnoringNewLines("jfrtrace: standard output: Bad file descriptor");
        }
    }
}
