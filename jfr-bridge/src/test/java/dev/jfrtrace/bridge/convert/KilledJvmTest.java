package dev.jfrtrace.bridge.convert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.encoder.judge.GoJudge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What JFR has written of a JVM that did not live to finish it. */
@Timeout(120)
class KilledJvmTest {
    private static final int PARKS = 2_000;

    @TempDir private Path folder;

    /** Parks, gives JFR the time to write that, and waits for its end. */
    static final class Victim {
        public static void main(String[] args) throws Exception {
            try (Recording recording = new Recording()) {
                recording.enable("jdk.ThreadPark").withThreshold(Duration.ZERO).withStackTrace();
                recording.start();
                for (int i = 0; i < PARKS; i++) {
                    LockSupport.parkNanos(1_000);
                }
                Thread.sleep(3_000);
                Files.createFile(Path.of(args[0]));
                Thread.sleep(60_000);
            }
        }
    }

    /** What is done to it. */
    private interface End {
        void of(Process process) throws Exception;
    }

    private ConversionReport convert(End end) throws Exception {
        Path repository = Files.createDirectories(folder.resolve("repository"));
        Path ready = folder.resolve("ready");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:FlightRecorderOptions=repository=" + repository);
        command.add("-XX:ErrorFile=" + folder.resolve("error.log"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Victim.class.getName(), ready.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.directory(folder.toFile());
        Process process = builder.redirectOutput(folder.resolve("said").toFile()).start();
        try {
            while (!Files.exists(ready)) {
                assertThat(process.isAlive()).as("it lives").isTrue();
                TimeUnit.MILLISECONDS.sleep(50);
            }
            end.of(process);
            Path out = folder.resolve("out.trace");
            ConversionReport report =
                    JfrToTrace.convert(repository, out, ConvertOptions.defaults());
            GoJudge.require().parsed(out, line -> {});
            return report;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static void assertAllParks(ConversionReport report) {
        assertThat(report.jvms()).isEqualTo(1);
        TraceReport trace = report.traces().get(0);
        assertThat(trace.refusalTexts()).isEmpty();
        long parks = trace.events().get("jdk.ThreadPark").values().stream().mapToLong(n -> n).sum();
        assertThat(parks).isEqualTo(PARKS);
    }

    @Test
    void killed() throws Exception {
        ConversionReport report = convert(process -> process.destroyForcibly().waitFor());
        assertAllParks(report);
        assertThat(report.lost())
                .anyMatch(part -> part.why().contains("its JVM was killed, or is still writing"));
    }

    @Test
    void stillRunning() throws Exception {
        ConversionReport report = convert(process -> {});
        assertAllParks(report);
        assertThat(report.lost()).isNotEmpty();
    }

    /** The JVM itself finishes what it can, and puts it beside its error log. */
    @Test
    void crashed() throws Exception {
        ConversionReport report =
                convert(
                        process -> {
                            new ProcessBuilder("kill", "-SEGV", Long.toString(process.pid()))
                                    .start()
                                    .waitFor();
                            process.waitFor();
                        });
        assertAllParks(report);
    }

    /** One whose newest chunk nothing was written to yet. */
    @Test
    void killedBeforeItWroteAnything() throws Exception {
        ConversionReport report =
                convert(
                        process -> {
                            process.destroyForcibly().waitFor();
                            addEmptyChunk(folder.resolve("repository"));
                        });
        assertAllParks(report);
        assertThat(report.lost()).anyMatch(part -> part.bytes() == 68);
    }

    private static void addEmptyChunk(Path repository) throws IOException {
        try (Stream<Path> files = Files.walk(repository)) {
            Path chunk = files.filter(f -> f.toString().endsWith(".jfr")).findAny().orElseThrow();
            byte[] header = new byte[68];
            System.arraycopy(Files.readAllBytes(chunk), 0, header, 0, header.length);
            Files.write(chunk.resolveSibling("9999.jfr"), header);
        }
    }
}
