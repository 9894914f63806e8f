package dev.jfrtrace.bridge.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.ParsedTrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code jfrtrace} and programs in processes of their own, and looks at the trace. */
@Timeout(120)
abstract class RecordFixture {
    static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @TempDir static Path folder;
    static Path jar;

    Path trace;
    Path out;
    Path err;

    @BeforeAll
    static void makeJar() throws IOException {
        jar = AgentJar.make(folder, null);
    }

    @BeforeEach
    void name() throws IOException {
        Path own = Files.createTempDirectory(folder, "test");
        trace = own.resolve("app.trace");
        out = own.resolve("out.txt");
        err = own.resolve("err.txt");
    }

    static Process start(Path out, Path err, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(TemporaryFolder.in(folder, command));
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    }

    /** A program that ticks, and waits to be ended. */
    static Process ticking(String... flags) throws IOException, InterruptedException {
        return ticking(
                Files.createTempFile(folder, "said", ".txt"),
                Files.createTempFile(folder, "complained", ".txt"),
                flags);
    }

    static Process ticking(Path said, Path complained, String... flags)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", AgentJar.programs(), TickingProgram.class.getName(), "wait"));
        Process program = start(said, complained, command);
        await(TickingProgram.READY, said, program, complained);
        return program;
    }

    /**
     * Waits until a file has a word, and so long as somebody lives to write it.
     *
     * @param complained what is shown of whoever ends before
     */
    static void await(String word, Path said, Process writer, Path complained)
            throws IOException, InterruptedException {
        while (!Files.readString(said).contains(word)) {
            assertThat(writer.isAlive()).as(Files.readString(complained)).isTrue();
            Thread.sleep(20);
        }
    }

    final Process jfrtrace(String... args) throws IOException {
        return jfrtraceIn(folder, args);
    }

    final Process jfrtraceIn(Path temporary, String... args) throws IOException {
        // Short runs: what the better compiler would save it does not earn.
        List<String> command =
                new ArrayList<>(
                        List.of(
                                JAVA,
                                "-XX:TieredStopAtLevel=1",
                                TemporaryFolder.flag(temporary),
                                "-jar",
                                jar.toString()));
        command.addAll(List.of(args));
        return start(out, err, command);
    }

    static int end(Process process) throws InterruptedException {
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
            return process.exitValue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Sleeps of the program's thread in the trace, which Go reads. */
    final long sleeps() {
        return sleepsOf(TickingProgram.THREAD);
    }

    final long pauses() {
        return sleepsOf(TickingProgram.PAUSE);
    }

    private long sleepsOf(String thread) {
        ParsedTrace parsed = ParsedTrace.of(trace);
        return parsed.groups().entrySet().stream()
                .filter(entry -> entry.getValue().equals(thread))
                .mapToLong(entry -> parsed.waits(entry.getKey(), "sleep").size())
                .sum();
    }
}
