package dev.jfrtrace.bridge.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** JVMs that cannot be attached to, and a disk that takes nothing: a line, and exit code 1. */
class RecordErrorsTest extends RecordFixture {
    private void assertRefused(String target, String... words) throws Exception {
        assertThat(end(jfrtrace("record", "--wake", "-o", trace.toString(), target))).isEqualTo(1);
        assertThat(Files.readAllLines(err)).as(Files.readString(err)).hasSize(1);
        assertThat(Files.readString(err)).startsWith("jfrtrace: ").contains(words);
    }

    @Test
    void aNameOfTwoIsRefused() throws Exception {
        Process one = ticking();
        Process other = ticking();
        try {
            String name = TickingProgram.class.getSimpleName();
            // There are more where somebody else runs the same tests.
            assertRefused(name, "JVMs run", "" + one.pid(), "" + other.pid());
        } finally {
            one.destroyForcibly();
            other.destroyForcibly();
        }
    }

    @Test
    void aProcessThatIsNotThereIsTold() throws Exception {
        assertRefused("999999999", "there is no process 999999999", "jfrtrace ps");
    }

    @Test
    void aJvmThatLetsNobodyInIsTold() throws Exception {
        Process program = ticking("-XX:+DisableAttachMechanism");
        try {
            String pid = String.valueOf(program.pid());
            assertRefused(pid, "process " + pid, "does not support the attach mechanism");
            assertThat(program.isAlive()).isTrue();
        } finally {
            program.destroyForcibly();
        }
    }

    @Test
    void aJvmThatTellsNothingOfItselfIsListed() throws Exception {
        Process program = ticking("-XX:-UsePerfData");
        try {
            assertThat(end(jfrtrace("ps"))).isZero();
            String line =
                    program.pid()
                            + " (unknown) "
                            + TemporaryFolder.flag(folder)
                            + " -XX:-UsePerfData";
            assertThat(Files.readAllLines(out)).anyMatch(said -> said.startsWith(line));
        } finally {
            program.destroyForcibly();
        }
    }

    @Test
    void aJvmWithoutFlightRecorderIsTold() throws Exception {
        Process program = ticking("-XX:-FlightRecorder");
        try {
            assertRefused(String.valueOf(program.pid()), "does not record", "disabled");
        } finally {
            program.destroyForcibly();
        }
    }

    @Test
    void aFolderWhoseNameJfrTakesApartIsToldAndOneWithABlankIsNone() throws Exception {
        Path blank = Files.createDirectory(out.resolveSibling("a b"));
        Path comma = Files.createDirectory(out.resolveSibling("a,b"));
        Process program = ticking();
        try {
            String pid = String.valueOf(program.pid());
            String[] record = {"record", "-q", "--duration", "300ms", "-o", trace.toString(), pid};
            assertThat(end(jfrtraceIn(comma, record))).isEqualTo(1);
            assertThat(Files.readAllLines(err)).hasSize(1);
            assertThat(Files.readString(err)).contains(comma.toString(), "java.io.tmpdir");
            assertThat(trace).doesNotExist();
            assertThat(end(jfrtraceIn(blank, record))).as(Files.readString(err)).isZero();
            assertThat(trace).isNotEmptyFile();
        } finally {
            program.destroyForcibly();
        }
    }

    /** What was recorded is nowhere else. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aRecordingThatCannotBeCopiedIsTracedAndKept() throws Exception {
        Path gone = Files.createDirectory(out.resolveSibling("gone"));
        Path script = out.resolveSibling("run.sh");
        Files.writeString(
                script,
                String.join(
                        " ",
                        "rmdir '" + gone + "' && exec",
                        JAVA,
                        "-cp '" + AgentJar.programs() + "'",
                        TickingProgram.class.getName(),
                        "return"));
        String copy = gone.resolve("app.jfr").toString();
        Process record =
                jfrtrace(
                        "record",
                        "--jfr",
                        copy,
                        "-o",
                        trace.toString(),
                        "--",
                        "sh",
                        script.toString());
        assertThat(end(record)).isEqualTo(1);
        assertThat(trace).isNotEmptyFile();
        assertThat(Files.readString(err)).contains("jfrtrace: " + copy + ": no such file");
        String kept = "jfrtrace: the recording is kept: ";
        assertThat(Files.readAllLines(err).stream().filter(line -> line.startsWith(kept)))
                .hasSize(1)
                .allMatch(line -> Files.exists(Path.of(line.substring(kept.length()))));
    }
}
