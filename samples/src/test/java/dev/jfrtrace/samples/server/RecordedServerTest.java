package dev.jfrtrace.samples.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jfrtrace.encoder.judge.GoJudge;
import dev.jfrtrace.encoder.read.EventKind;
import dev.jfrtrace.encoder.read.ResourceKind;
import dev.jfrtrace.encoder.read.State;
import dev.jfrtrace.encoder.read.TraceEvent;
import dev.jfrtrace.encoder.read.TraceReader;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code jfrtrace record} with a program that nobody here wrote: Tomcat as it comes, started by its
 * own main method, with a configuration file. Recorded from its start, and meanwhile by attaching.
 */
@Timeout(180)
class RecordedServerTest {
    private static final Path JAR = Path.of("..", "jfr-bridge", "target", "jfrtrace.jar");
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String ANNOTATION = "jakarta.annotation.PostConstruct";
    private static final int REQUESTS = 60;
    private static final int TERMINATED = 128 + 15;

    @TempDir private Path folder;

    private int port;

    private Process start(String name, String... command) throws IOException {
        List<String> line = new ArrayList<>(List.of(JAVA));
        line.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.redirectErrorStream(true);
        return builder.redirectOutput(folder.resolve(name).toFile()).start();
    }

    private static String jarOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    }

    private Process startServer(Path trace) throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Files.createDirectories(folder.resolve("conf"));
        Files.writeString(
                folder.resolve("conf/server.xml"),
                """
                <Server port="-1">
                  <Service name="Catalina">
                    <Connector port="%d" address="127.0.0.1" maxThreads="8" minSpareThreads="8"/>
                    <Engine name="Catalina" defaultHost="localhost"><Host name="localhost"/></Engine>
                  </Service>
                </Server>
                """
                        .formatted(port));
        return start(
                "server.txt",
                "-jar",
                JAR.toString(),
                "record",
                "-q",
                "--wake",
                "--preset=full",
                "-o",
                trace.toString(),
                "--",
                JAVA,
                "-Xmx64m",
                "-Dcatalina.base=" + folder,
                "-cp",
                jarOf(Tomcat.class) + File.pathSeparator + jarOf(Class.forName(ANNOTATION)),
                Tomcat.class.getName(),
                "--no-jmx",
                "--await");
    }

    private void request(Process server, int count) throws Exception {
        try (HttpConnection connection = connect(server)) {
            for (int i = 0; i < count; i++) {
                assertThat(connection.request("GET", "/")).isEqualTo(404);
            }
        }
    }

    private HttpConnection connect(Process server) throws Exception {
        while (true) {
            try {
                return new HttpConnection(port);
            } catch (ConnectException e) {
                assertThat(server.isAlive()).as(said("server.txt")).isTrue();
                Thread.sleep(50);
            }
        }
    }

    private String said(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    @Test
    void aServerIsTracedFromItsStartAndByAttaching() throws Exception {
        assumeTrue(Files.exists(JAR), "there is no " + JAR + ": it is made by mvn package");
        Path whole = folder.resolve("whole.trace");
        Path part = folder.resolve("part.trace");
        Process server = startServer(whole);
        try {
            request(server, 1);
            long pid = server.children().findFirst().orElseThrow().pid();
            Process attached =
                    start(
                            "attached.txt",
                            "-jar",
                            JAR.toString(),
                            "record",
                            "-q",
                            "--wake",
                            "--preset=full",
                            "--duration=3s",
                            "-o",
                            part.toString(),
                            String.valueOf(pid));
            while (attached.isAlive()) {
                request(server, REQUESTS);
            }
            assertThat(attached.waitFor()).as(said("attached.txt")).isZero();
            server.destroy();
            assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            server.descendants().forEach(ProcessHandle::destroyForcibly);
            server.destroyForcibly();
        }
        assertThat(server.exitValue()).as(said("server.txt")).isEqualTo(TERMINATED);
        assertThat(said("server.txt")).doesNotContain("jfrtrace: ", "SEVERE");
        for (Path trace : List.of(whole, part)) {
            assertThat(handOvers(trace)).as(trace.toString()).isGreaterThan(REQUESTS / 2);
            GoJudge.require().assertAccepted(trace);
        }
    }

    /** How often the thread that hears of requests wakes one that answers them. */
    private static long handOvers(Path trace) throws IOException {
        Map<Long, String> names = new HashMap<>();
        long count = 0;
        try (TraceReader in = TraceReader.of(Files.newInputStream(trace))) {
            for (TraceEvent event = in.next(); event != null; event = in.next()) {
                if (event.kind() == EventKind.LABEL) {
                    names.put(event.resource(), event.name());
                } else if (isWake(event)) {
                    String waker = names.getOrDefault(event.goroutine(), "");
                    String woken = names.getOrDefault(event.resource(), "");
                    count += waker.contains("Poller") && woken.contains("-exec-") ? 1 : 0;
                }
            }
        }
        return count;
    }

    private static boolean isWake(TraceEvent event) {
        return event.kind() == EventKind.STATE_TRANSITION
                && event.resourceKind() == ResourceKind.GOROUTINE
                && event.from() == State.WAITING
                && event.to() == State.RUNNABLE;
    }
}
