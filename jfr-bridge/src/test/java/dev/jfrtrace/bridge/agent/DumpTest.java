package dev.jfrtrace.bridge.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** {@code jfrtrace dump}, of a program that records or does not. */
class DumpTest extends RecordFixture {
    private Process program;

    /** The number of a program that has ticked. */
    private String ticked(String... flags) throws IOException, InterruptedException {
        Path said = Files.createTempFile(folder, "said", ".txt");
        Path complained = Files.createTempFile(folder, "complained", ".txt");
        program = ticking(said, complained, flags);
        await(TickingProgram.DONE, said, program, complained);
        return String.valueOf(program.pid());
    }

    @AfterEach
    void endProgram() throws InterruptedException {
        if (program != null) {
            program.destroyForcibly().waitFor();
        }
    }

    private int dump(String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("dump", "-o", trace.toString()));
        command.addAll(List.of(args));
        return end(jfrtrace(command.toArray(new String[0])));
    }

    @Test
    void whatAProgramHasRecordedBecomesATraceAndItRecordsOn() throws Exception {
        String pid = ticked("-XX:StartFlightRecording:jdk.ThreadSleep#threshold=0ms");
        Path kept = trace.resolveSibling("kept.jfr");
        assertThat(dump(pid, "--jfr", kept.toString())).as(Files.readString(err)).isZero();
        assertThat(sleeps()).isEqualTo(TickingProgram.TICKS);
        assertThat(kept).isNotEmptyFile();
        long before = pauses();
        Thread.sleep(3_000);
        assertThat(dump("--last", "1s", pid)).as(Files.readString(err)).isZero();
        assertThat(sleeps()).isZero();
        assertThat(pauses()).isBetween(30L, 110L);
        assertThat(dump(pid)).as(Files.readString(err)).isZero();
        assertThat(sleeps()).isEqualTo(TickingProgram.TICKS);
        assertThat(pauses()).isGreaterThan(before + 150);
        assertThat(out).isEmptyFile();
        assertThat(program.isAlive()).isTrue();
    }

    @Test
    void aProgramThatRecordsNothingIsSaidTo() throws Exception {
        assertThat(dump(ticked())).isEqualTo(1);
        assertThat(Files.readString(err))
                .contains("process " + program.pid() + " has recorded nothing")
                .doesNotContain("\tat ");
        assertThat(trace).doesNotExist();
    }

    /** As root a device would be one no more, for all programs. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aDeviceIsWrittenToAndNotReplaced() throws Exception {
        String pid = ticked("-XX:StartFlightRecording:jdk.ThreadSleep#threshold=0ms");
        Path pipe = trace.resolveSibling("pipe");
        Path recordings = trace.resolveSibling("recordings");
        for (Path made : List.of(pipe, recordings)) {
            assertThat(new ProcessBuilder("mkfifo", made.toString()).start().waitFor()).isZero();
        }
        Path jfr = trace.resolveSibling("read.jfr");
        Process reader =
                new ProcessBuilder("cat", pipe.toString()).redirectOutput(trace.toFile()).start();
        Process other =
                new ProcessBuilder("cat", recordings.toString())
                        .redirectOutput(jfr.toFile())
                        .start();
        try {
            String[] command = {
                "dump", "-q", "-o", pipe.toString(), "--jfr", recordings.toString(), pid
            };
            assertThat(end(jfrtrace(command))).as(Files.readString(err)).isZero();
            assertThat(end(reader) + end(other)).isZero();
        } finally {
            reader.destroyForcibly();
            other.destroyForcibly();
        }
        assertThat(sleeps()).isEqualTo(TickingProgram.TICKS);
        assertThat(jfr).isNotEmptyFile();
        assertThat(List.of(pipe, recordings)).noneMatch(Files::isRegularFile);
    }

    @Test
    void standardOutputMayBeTheProgramsAndTakesNoTrace() throws Exception {
        assertThat(end(jfrtrace("dump", "-o", "-", "1"))).isEqualTo(2);
        assertThat(Files.readString(err)).contains("-: only to a file");
    }

    @Test
    void theTraceDoesNotReplaceTheRecording() throws Exception {
        String both = trace.toString();
        assertThat(end(jfrtrace("dump", "-o", both, "--jfr", both, "1"))).isEqualTo(2);
        assertThat(Files.readString(err)).contains(both + " would be both");
    }

    @Test
    void aTraceMustHaveAName() throws Exception {
        String pid = ticked();
        assertThat(end(jfrtrace("dump", pid))).isEqualTo(2);
        assertThat(Files.readString(err)).contains("-o OUT.trace is missing");
    }
}
