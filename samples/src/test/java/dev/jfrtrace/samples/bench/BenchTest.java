package dev.jfrtrace.samples.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jfrtrace.samples.bench.Arguments.UsageException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the benchmarks work; not what they measure. */
class BenchTest {
    @TempDir static Path directory;

    @Test
    void aRecordingOfTheWantedSizeIsMadeAndRead() throws IOException, InterruptedException {
        Path file = directory.resolve("busy.jfr");
        MakeRecording.main(new String[] {file.toString(), "2"});
        assertThat(Files.size(file)).isGreaterThan(2 << 20);
        String classPath = System.getProperty("java.class.path");
        ChildProcess.Outcome outcome =
                ChildProcess.run(
                        List.of(
                                ChildProcess.java(),
                                "-cp",
                                classPath,
                                BareReadLoop.class.getName(),
                                file.toString()));
        assertThat(outcome.errors()).isEmpty();
        assertThat(outcome.exit()).isZero();
        assertThat(outcome.nanos()).isPositive();
        assertThat(outcome.output()).containsPattern("^[1-9]\\d+ events \\d+ ms");
        String events = outcome.output().split(" ")[0];
        assertThat(loop("own", file)).startsWith(events + " events ");
        assertThat(loop("jdk", file)).startsWith(events + " events ");
        AsyncReader.compileInto(directory);
        // Knows some types only; with a class for the others it passes over those without a stack.
        long some = events(loop("async", file));
        assertThat(events(loop("async-all", file)))
                .isGreaterThan(some)
                .isLessThan(Long.parseLong(events));
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("busy-"));
    }

    private static long events(String line) {
        return Long.parseLong(line.substring(0, line.indexOf(' ')));
    }

    private String loop(String reader, Path file) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(ChildProcess.java());
        String path = System.getProperty("java.class.path") + File.pathSeparator + directory;
        command.addAll(List.of("-cp", path));
        command.addAll(List.of(ReadLoop.class.getName(), reader, file.toString()));
        ChildProcess.Outcome outcome = ChildProcess.run(command);
        assertThat(outcome.errors()).isEmpty();
        return outcome.output();
    }

    @Test
    void aTraceOfTheWantedSizeIsReadByBoth() throws IOException {
        Path file = directory.resolve("made.trace");
        assertThat(MakeTrace.write(file, 1 << 20)).isGreaterThan(100_000);
        assertThat(Files.size(file)).isBetween(1L << 20, 2L << 20);
        assertThat(ReadTraceBenchmark.measure(file, 2))
                .startsWith("| made.trace | ")
                .endsWith(" |");
    }

    @Test
    void argumentsAreValuesAndOptions() throws UsageException {
        String[] line = {"a", "--rounds", "3", "b"};
        Arguments arguments = Arguments.parse(line, 1, 2, Set.of("rounds", "jar"));
        assertThat(arguments.values()).containsExactly("a", "b");
        assertThat(arguments.option("rounds", "5")).isEqualTo("3");
        assertThat(arguments.option("jar", "x")).isEqualTo("x");
        assertThat(arguments.value(2, "y")).isEqualTo("y");
    }

    @Test
    void wrongArgumentsAreTold() {
        assertUsage("--size", "1");
        assertUsage("a", "--rounds");
        assertUsage();
        assertUsage("a", "b");
        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> Arguments.number("0"));
        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> Arguments.number("x"));
    }

    private static void assertUsage(String... line) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> Arguments.parse(line, 1, 1, Set.of("rounds")));
    }

    @Test
    void theMedianIsTheMiddle() {
        Spread spread = new Spread();
        spread.add(30);
        spread.add(10);
        assertThat(spread.median()).isEqualTo(20);
        spread.add(12);
        assertThat(spread).hasToString("12 (10..30)");
    }
}
