package dev.jfrtrace.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jfrtrace.api.Trace;
import dev.jfrtrace.api.TraceAbortedException;
import dev.jfrtrace.api.TraceFlightRecorder;
import dev.jfrtrace.api.Tracer;
import dev.jfrtrace.api.TracerUnavailableException;
import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.Script;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A JVM that shuts down while it is traced, and whose reader still runs. */
@Timeout(90)
class JfrShutdownTest {
    private static final String WHOLE = "SHUTDOWN gaps: 0";

    @TempDir private Path folder;

    /** JFR is held up for two seconds at the most: what a starved JVM lacks then is a gap. */
    private ParsedTrace traced(boolean isBeside) throws Exception {
        Path trace = folder.resolve("shutdown.trace");
        String said = Child.run(Program.class, trace, isBeside).out();
        assertThat(said).startsWith("SHUTDOWN gaps: ");
        ParsedTrace parsed = ParsedTrace.of(trace);
        assumeTrue(isBeside || said.equals(WHOLE), "the JVM has too little of a CPU: " + said);
        if (said.equals(WHOLE)) {
            assertThat(parsed.logs("last")).hasSize(1);
        }
        return parsed;
    }

    @Test
    void theReaderIsToldAndHasAll() throws Exception {
        assertThat(traced(false).logs("early")).hasSize(1);
    }

    /** JFR may stop that first: then the last moments may be missing, which counts as a gap. */
    @Test
    void besideAnotherRecordingItIsATraceToo() throws Exception {
        assertThat(traced(true).groups()).isNotEmpty();
    }

    /** JFR may have been used before, or not. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noTraceStartsThen(boolean isUsed) throws Exception {
        assertThat(Child.run(Late.class, isUsed).out())
                .isEqualTo("[the JVM is shutting down][the JVM is shutting down]");
    }

    /** Would trace its end. */
    static final class Late {
        private Late() {}

        public static void main(String[] args) {
            if (Boolean.parseBoolean(args[0])) {
                new Recording().start();
            }
            Runtime.getRuntime().addShutdownHook(new Thread(Late::start));
        }

        private static void start() {
            say(() -> Tracer.system().startTrace());
            say(() -> TraceFlightRecorder.start(Duration.ofSeconds(5)));
        }

        private static void say(Runnable start) {
            try {
                start.run();
            } catch (TracerUnavailableException e) {
                System.out.print("[" + e.getMessage().replaceAll(".*: ", "") + "]");
            }
        }
    }

    /** Says in a hook, which waits for the reader, how the trace has ended. */
    static final class Program {
        private Program() {}

        public static void main(String[] args) {
            if (Boolean.parseBoolean(args[1])) {
                new Recording().start();
            }
            Tracer tracer = Tracer.system();
            tracer.startTrace();
            Trace.log("early", "right behind the start");
            Thread reader = Script.start("reader", () -> read(tracer, Path.of(args[0])));
            Thread hook = new Thread(Script.quietly(() -> tell(tracer, reader)));
            Runtime.getRuntime().addShutdownHook(hook);
            Trace.log("last", "right before the end");
            System.exit(0);
        }

        private static void read(Tracer tracer, Path file)
                throws IOException, InterruptedException {
            try (FileChannel out =
                    FileChannel.open(
                            file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                for (ByteBuffer unit; (unit = tracer.readTrace()) != null; ) {
                    while (unit.hasRemaining()) {
                        out.write(unit);
                    }
                }
            } catch (TraceAbortedException e) {
                System.out.print(e.end());
            }
        }

        private static void tell(Tracer tracer, Thread reader) throws InterruptedException {
            reader.join();
            System.out.print(" gaps: " + tracer.outcome().gaps());
        }
    }
}
