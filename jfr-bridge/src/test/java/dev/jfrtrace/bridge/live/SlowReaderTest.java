package dev.jfrtrace.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.api.Preset;
import dev.jfrtrace.api.Trace;
import dev.jfrtrace.api.TraceOptions;
import dev.jfrtrace.api.TraceOutcome;
import dev.jfrtrace.api.Tracer;
import dev.jfrtrace.bridge.ParsedTrace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A reader that does not read while events come. In a JVM of its own with a small heap: the size of
 * JFR's files holds for all recordings of a JVM.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SlowReaderTest {
    private static final int LOGS = 40_000;

    @TempDir private Path folder;

    /** Runs the program, and returns what it says at the end. */
    private String run(Path trace, int backlogMegabytes, String until)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx128m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Program.class.getName(),
                                trace.toString(),
                                String.valueOf(backlogMegabytes),
                                until)
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    @Test
    void whatFitsTheBacklogArrivesInFull() throws Exception {
        Path trace = folder.resolve("late.trace");
        assertThat(run(trace, 256, "all")).isEqualTo("STOPPED gaps: 0 complete: true");
        assertThat(ParsedTrace.of(trace).logs("n")).hasSize(LOGS);
    }

    /** JDK 17 would end the stream with the file of JFR's that it is in. */
    @Test
    void whatFitsTheBacklogArrivesInFullAlsoWhenTheTraceWasStoppedMeanwhile() throws Exception {
        Path trace = folder.resolve("stopped.trace");
        assertThat(run(trace, 256, "stopped")).isEqualTo("STOPPED gaps: 0 complete: true");
        ParsedTrace parsed = ParsedTrace.of(trace);
        assertThat(parsed.logs("n")).hasSize(LOGS);
        assertThat(parsed.logs("after")).as("what came after the end").isEmpty();
    }

    @Test
    void whatJfrDeletesBeyondItIsAGapThatTheTraceShows() throws Exception {
        Path trace = folder.resolve("gap.trace");
        String outcome = run(trace, 2, "gap");
        assertThat(outcome).startsWith("STOPPED gaps: ").endsWith("complete: false");
        ParsedTrace parsed = ParsedTrace.of(trace);
        assertThat(parsed.logs("gap")).isNotEmpty();
        assertThat(outcome).contains("gaps: " + parsed.logs("gap").size() + " ");
        assertThat(parsed.logs("gap").get(0).text("Message")).contains("were deleted");
        assertThat(parsed.logs("n")).isNotEmpty();
        assertThat(parsed.logs("after")).as("what came after the gap").hasSize(1);
    }

    /** Logs more than fits, lets nobody read meanwhile, and then reads all. */
    static final class Program {
        private static final String TEXT = "x".repeat(900);

        private Program() {}

        public static void main(String[] args) throws Exception {
            Tracer tracer = Tracer.system();
            tracer.startTrace(
                    TraceOptions.builder(Preset.LIGHT)
                            .backlogLimit(Long.parseLong(args[1]) << 20)
                            .maxChunkSize(1 << 20)
                            .build());
            for (int i = 0; i < LOGS; i++) {
                Trace.log("n", i + TEXT);
                if (i % 500 == 0) {
                    // JFR begins a new file now and then, and deletes old ones only then.
                    Thread.sleep(50);
                }
            }
            if (args[2].equals("gap")) {
                logUntilChunksAreDeleted();
            }
            boolean stopsFirst = args[2].equals("stopped");
            if (stopsFirst && tracer.stopTrace(Duration.ofMillis(300))) {
                throw new IllegalStateException("stopped, though nobody has read");
            }
            Thread reader = new Thread(() -> read(tracer, Path.of(args[0])));
            reader.start();
            if (!stopsFirst) {
                Thread.sleep(2_500);
            }
            Trace.log("after", "the gap, or the end");
            tracer.stopTrace();
            reader.join();
            TraceOutcome outcome = tracer.outcome();
            System.out.print(
                    String.join(
                            " ",
                            List.of(
                                    outcome.end().name(),
                                    "gaps: " + outcome.gaps(),
                                    "complete: " + outcome.isComplete())));
        }

        /**
         * The chunk that the engine is in, and the next, may still be read when they are deleted:
         * it misses what is in between when it waits while some more come and go.
         */
        private static void logUntilChunksAreDeleted() throws Exception {
            Set<String> behind = new HashSet<>();
            for (int i = LOGS; behind.size() < 5; i++) {
                Trace.log("n", i + TEXT);
                if (i % 500 == 0) {
                    Thread.sleep(50);
                    if (!engineWaits()) {
                        behind.clear();
                    } else {
                        behind.addAll(List.of(Repository.folder().toFile().list()));
                    }
                }
            }
        }

        private static boolean engineWaits() {
            for (Thread thread : Survey.alive()) {
                if (thread.getName().equals(OwnThreads.PREFIX + "engine")) {
                    return Stream.of(thread.getStackTrace())
                            .anyMatch(f -> f.getClassName().equals(Handoff.class.getName()));
                }
            }
            return false;
        }

        private static void read(Tracer tracer, Path file) {
            try (FileChannel out =
                    FileChannel.open(
                            file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                for (ByteBuffer unit; (unit = tracer.readTrace()) != null; ) {
                    while (unit.hasRemaining()) {
                        out.write(unit);
                    }
                }
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
