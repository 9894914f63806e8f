package dev.jfrtrace.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.api.Trace;
import dev.jfrtrace.api.TraceAbortedException;
import dev.jfrtrace.api.Tracer;
import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.Script;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that shuts down while it is traced. */
@Timeout(90)
class JfrShutdownTest {
    @TempDir private Path folder;

    @Test
    void aReaderWhoseThreadStillRunsIsToldAndHasAll() throws Exception {
        Path trace = folder.resolve("tracer.trace");
        String said = Child.run(WithTracer.class, trace).out();
        assertThat(said).isEqualTo("SHUTDOWN, complete but for its end: true");
        assertThat(ParsedTrace.of(trace).logs("last")).hasSize(1);
    }

    /** Reads on a thread that its own hook waits for. */
    static final class WithTracer {
        private WithTracer() {}

        public static void main(String[] args) {
            Tracer tracer = Tracer.system();
            tracer.startTrace();
            Thread reader = Script.start("reader", () -> read(tracer, Path.of(args[0])));
            Thread hook = new Thread(Script.quietly(() -> tell(tracer, reader)));
            Runtime.getRuntime().addShutdownHook(hook);
            Trace.log("last", "before the end");
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
            System.out.print(", complete but for its end: " + (tracer.outcome().gaps() == 0));
        }
    }

    /** JFR may stop that first: then the last moments may be missing, and nothing else. */
    @Test
    void aTraceBesideAnotherRecordingIsATrace() throws Exception {
        Path trace = folder.resolve("beside.trace");
        Child.run(Beside.class, trace);
        assertThat(ParsedTrace.of(trace).logs("early")).hasSize(1);
    }

    /** Ends with two recordings, neither of which it stops. */
    static final class Beside {
        private Beside() {}

        public static void main(String[] args) throws Exception {
            Recording other = new Recording();
            other.start();
            Trace.start(Path.of(args[0]));
            Trace.log("early", "long before the end");
            Thread.sleep(1_500);
            System.exit(0);
        }
    }
}
