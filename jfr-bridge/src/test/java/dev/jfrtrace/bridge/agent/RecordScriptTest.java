package dev.jfrtrace.bridge.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** {@code jfrtrace record -- ./run.sh}: a script that starts Java in one way or another. */
@DisabledOnOs(OS.WINDOWS)
class RecordScriptTest extends RecordFixture {
    private static final String PROGRAM =
            "-cp '" + AgentJar.programs() + "' " + TickingProgram.class.getName();

    private Process record(String... lines) throws IOException {
        Path script = out.resolveSibling("run.sh");
        Files.writeString(script, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return jfrtrace(
                "record", "-o", trace.toString(), "--preset", "full", "--", script.toString());
    }

    @Test
    void aScriptThatBecomesJavaIsTraced() throws Exception {
        assertThat(end(record("exec " + JAVA + " " + PROGRAM + " exit")))
                .isEqualTo(TickingProgram.CODE);
        assertThat(Files.readAllLines(out)).contains(TickingProgram.READY, TickingProgram.DONE);
        assertThat(sleeps()).isEqualTo(TickingProgram.TICKS);
    }

    @Test
    void ofSeveralJvmsTheLargestIsTraced() throws Exception {
        Process record =
                record(
                        JAVA + " -version",
                        JAVA + " -Xlog:disable " + PROGRAM + " return",
                        "echo over",
                        "exit 3");
        assertThat(end(record)).isEqualTo(3);
        assertThat(Files.readAllLines(out)).endsWith("over");
        assertThat(Files.readString(err)).contains("2 JVMs were started", "recorded most");
        assertThat(sleeps()).isEqualTo(TickingProgram.TICKS);
    }

    @Test
    void aJvmThatOutlivesItsScriptIsTracedUpToTheScriptsEnd() throws Exception {
        String ready = out.resolveSibling("ready").toString();
        Process record =
                record(
                        JAVA + " " + PROGRAM + " wait > " + ready + " 2>&1 &",
                        "until grep -q "
                                + TickingProgram.DONE
                                + " "
                                + ready
                                + "; do sleep 0.1; done",
                        "echo $!");
        assertThat(end(record)).as(Files.readString(err)).isZero();
        long left = Long.parseLong(Files.readAllLines(out).get(0));
        assertThat(ProcessHandle.of(left)).isPresent();
        ProcessHandle.of(left).ifPresent(ProcessHandle::destroyForcibly);
        assertThat(sleeps()).isEqualTo(TickingProgram.TICKS);
    }

    @Test
    void whatStartsNoJavaIsToldSo() throws Exception {
        assertThat(end(record("echo hello"))).isEqualTo(1);
        assertThat(Files.readAllLines(out)).isEqualTo(List.of("hello"));
        assertThat(Files.readAllLines(err)).hasSize(1);
        assertThat(Files.readString(err)).contains("started no java", "JDK_JAVA_OPTIONS");
        assertThat(end(record("echo $JDK_JAVA_OPTIONS; exit 5"))).isEqualTo(5);
        assertThat(Files.readString(out)).contains("stackdepth=128");
        assertThat(end(jfrtrace("record", "-o", trace.toString(), "--", "no.such.program")))
                .isEqualTo(1);
        assertThat(Files.readString(err)).contains("no.such.program").doesNotContain("\tat ");
    }
}
