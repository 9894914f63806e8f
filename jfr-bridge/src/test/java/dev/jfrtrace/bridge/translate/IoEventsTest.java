package dev.jfrtrace.bridge.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.ParsedTrace.Span;
import dev.jfrtrace.bridge.Script;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sockets and files. */
class IoEventsTest {
    private static final List<String> TYPES =
            List.of("SocketRead", "SocketWrite", "FileRead", "FileWrite", "FileForce");

    @TempDir private static Path folder;

    private static Script script;
    private static ParsedTrace trace;
    private static Thread reader;
    private static Thread writer;
    private static Thread filer;

    @BeforeAll
    static void record() throws Exception {
        script =
                Script.record(
                        folder,
                        IoEventsTest::enable,
                        () -> {
                            talk();
                            filer = Script.start("filer", IoEventsTest::useFile);
                            filer.join();
                        });
        trace = script.trace();
    }

    private static void enable(Recording recording) {
        for (String type : TYPES) {
            recording
                    .enable("jdk." + type)
                    .withThreshold(Duration.ZERO)
                    .withStackTrace()
                    // JDK 25 takes no more than so many by default; others do not know the word.
                    .with("throttle", "off");
        }
        recording.enable("jdk.ThreadStart");
        recording.enable("jdk.ThreadEnd");
    }

    /** One reads at once, the other writes 50 ms later. */
    private static void talk() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket near = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket far = server.accept()) {
            reader = Script.start("reader", () -> near.getInputStream().read());
            writer =
                    Script.start(
                            "writer",
                            () -> {
                                Thread.sleep(50);
                                far.getOutputStream().write(1);
                            });
            reader.join();
            writer.join();
        }
    }

    private static void useFile() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve("data").toFile(), "rw")) {
            file.write(new byte[1 << 16]);
            file.getChannel().force(true);
            file.seek(0);
            file.read(new byte[1 << 16]);
        }
    }

    /** The word is Go's: its network profile looks for it. */
    @Test
    @Tests(JfrMapping.SOCKET_READ)
    void waitsForTheNetwork() {
        List<Span> waits = trace.waits(reader.getId(), "network");
        script.assertShown(waits, script.events("jdk.SocketRead", reader));
        assertThat(waits).hasSize(1);
        assertThat(waits.get(0).begin().moved()).contains("java.lang.Thread.run");
        assertThat(trace.spans(reader.getId(), "Syscall")).isEmpty();
        assertThat(script.count("jdk.SocketRead", Fate.TRANSLATED)).isPositive();
    }

    @Test
    @Tests(JfrMapping.SOCKET_WRITE)
    void writesInASystemCall() {
        script.assertShown(
                trace.spans(writer.getId(), "Syscall"), script.events("jdk.SocketWrite", writer));
        assertThat(script.count("jdk.SocketWrite", Fate.TRANSLATED)).isPositive();
    }

    @Test
    @Tests({JfrMapping.FILE_READ, JfrMapping.FILE_WRITE, JfrMapping.FILE_FORCE})
    void usesFilesInSystemCalls() {
        List<RecordedEvent> events = new ArrayList<>();
        for (String type : List.of("FileWrite", "FileForce", "FileRead")) {
            List<RecordedEvent> ofType = script.events("jdk." + type, filer);
            assertThat(ofType).as(type).isNotEmpty();
            assertThat(script.count("jdk." + type, Fate.TRANSLATED)).isPositive();
            events.addAll(ofType);
        }
        events.sort(Comparator.comparingLong(e -> e.getLong("startTime")));
        List<Span> calls = trace.spans(filer.getId(), "Syscall");
        script.assertShown(calls, events);
        assertThat(calls)
                .allSatisfy(
                        call -> {
                            assertThat(call.begin().moved())
                                    .contains(getClass().getName() + ".useFile");
                            assertThat(call.end().text("To")).isEqualTo("Running");
                        });
    }
}
