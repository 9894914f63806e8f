package dev.jfrtrace.samples.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.jfrtrace.api.TraceOutcome;
import dev.jfrtrace.api.Tracer;
import dev.jfrtrace.encoder.judge.GoJudge;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs each sample as it is, and looks at its trace as Go sees it. */
@Timeout(120)
class LiveSamplesTest {
    private static final String HEADER = "go 1.22 trace\0\0\0";
    private static final Pattern GOROUTINE = Pattern.compile(" G=(\\d+) ");
    private static final Pattern TASK = Pattern.compile(" ID=(\\d+) ");
    private static final Pattern PARENT = Pattern.compile(" Parent=(\\d+) ");

    @TempDir Path directory;

    @AfterEach
    void noTraceIsLeft() {
        assertThat(Tracer.system().isTracing()).isFalse();
    }

    @Test
    void aWorkloadIsTracedToAFile() throws Exception {
        Path trace = directory.resolve("app.trace");
        assertThat(printed(() -> TraceToFile.main(args(trace)))).contains("go tool trace " + trace);
        assertThat(Tracer.system().outcome().isComplete()).isTrue();
        assertThat(Files.size(trace)).isEqualTo(Tracer.system().outcome().bytes());
        GoJudge.require().assertAccepted(trace);
        assertThat(lines(trace)).anyMatch(line -> line.contains("orders-handler-"));
    }

    @Test
    void aTraceIsStreamedToAnotherProcess() throws Exception {
        Path trace = directory.resolve("socket.trace");
        Process receiver = receiver(trace);
        try (BufferedReader output = receiver.inputReader()) {
            String port = output.readLine();
            String said = printed(() -> TraceOverSocket.main(args("send", port)));
            assertThat(said).containsPattern("packed: [1-9]").contains("STOPPED");
            // It ends by itself, with the stream.
            assertThat(receiver.waitFor()).isZero();
        } finally {
            receiver.destroy();
        }
        assertThat(Files.size(trace)).isEqualTo(Tracer.system().outcome().bytes());
        GoJudge.require().assertAccepted(trace);
    }

    private static Process receiver(Path trace) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        TraceOverSocket.class.getName(),
                        "receive",
                        trace.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    void theWorkloadGoesOnWhenTheReceiverHangsUp() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            FutureTask<String> received = new FutureTask<>(() -> hangUpAfterHeader(server));
            new Thread(received).start();
            String port = Integer.toString(server.getLocalPort());
            String said = printed(() -> TraceOverSocket.main(args("send", port)));
            assertThat(received.get()).isEqualTo(HEADER);
            assertThat(said)
                    .contains("the trace was not sent to its end")
                    .containsPattern("packed: [1-9]")
                    .contains("DISCARDED");
        }
    }

    private static String hangUpAfterHeader(ServerSocket server) throws IOException {
        try (Socket sender = server.accept()) {
            byte[] header = sender.getInputStream().readNBytes(HEADER.length());
            // Closing is a reset now, so that whatever is sent from here on fails.
            sender.setSoLinger(true, 0);
            return new String(header, StandardCharsets.US_ASCII);
        }
    }

    @Test
    void whoAsksByHttpGetsATrace() throws Exception {
        Path trace = directory.resolve("http.trace");
        ExecutorService threads = Executors.newCachedThreadPool();
        HttpServer server = TraceOverHttp.start(0, threads);
        try {
            FutureTask<Long> first =
                    new FutureTask<>(
                            () -> {
                                InputStream bytes = ask(server, "?seconds=2").getInputStream();
                                return Files.copy(bytes, trace);
                            });
            threads.execute(first);
            while (!Tracer.system().isTracing()) {
                Thread.sleep(10);
            }
            assertThat(ask(server, "?seconds=1").getResponseCode()).isEqualTo(409);
            assertThat(ask(server, "?seconds=0").getResponseCode()).isEqualTo(400);
            HttpURLConnection head = ask(server, "?seconds=1");
            head.setRequestMethod("HEAD");
            assertThat(head.getResponseCode()).isEqualTo(405);
            HttpURLConnection wrong = ask(server, "");
            assertThat(wrong.getResponseCode()).isEqualTo(400);
            assertThat(wrong.getErrorStream())
                    .asString(StandardCharsets.UTF_8)
                    .contains("?seconds=5");
            assertThat(first.get()).isEqualTo(Tracer.system().outcome().bytes());
        } finally {
            server.stop(0);
            threads.shutdown();
        }
        GoJudge.require().assertAccepted(trace);
    }

    @Test
    void whoHangsUpEndsTheTrace() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        HttpServer server = TraceOverHttp.start(0, threads);
        try {
            askAndHangUp(server.getAddress().getPort());
            // It ends a moment after tracing is off.
            while (Tracer.system().outcome().end() == TraceOutcome.End.RUNNING) {
                Thread.sleep(10);
            }
        } finally {
            server.stop(0);
            threads.shutdownNow();
        }
        assertThat(Tracer.system().outcome().end()).isEqualTo(TraceOutcome.End.DISCARDED);
    }

    private static void askAndHangUp(int port) throws IOException {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String request =
                    "GET /debug/pprof/trace?seconds=999 HTTP/1.1\r\nHost: localhost\r\n\r\n";
            client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            assertThat(client.getInputStream().read()).isEqualTo('H');
            client.setSoLinger(true, 0);
        }
    }

    private static HttpURLConnection ask(HttpServer server, String query) throws IOException {
        String place = "http://localhost:" + server.getAddress().getPort() + "/debug/pprof/trace";
        return (HttpURLConnection) new URL(place + query).openConnection();
    }

    @Test
    void sectionsOfARunningServerAreTraced() throws Exception {
        String said = printed(() -> TraceServerSection.main(args(directory, 1)));
        assertThat(said).doesNotContain("incomplete");
        for (String name : new String[] {"light.trace", "balanced.trace", "full.trace"}) {
            Path trace = directory.resolve(name);
            assertThat(said).contains(trace + ": complete");
            GoJudge.require().assertAccepted(trace);
            assertThat(lines(trace)).anyMatch(line -> line.contains("http-nio-"));
        }
    }

    @Test
    void ordersAreTasksThatGoFromThreadToThread() throws Exception {
        Path trace = directory.resolve("pipeline.trace");
        printed(() -> TracePipeline.main(args(trace)));
        GoJudge.require().assertAccepted(trace);
        List<String> begun = lines(trace, "TaskBegin");
        List<String> orders = withText(begun, "Type=\"order\"");
        List<String> pricings = withText(begun, "Type=\"pricing\"");
        assertThat(orders).hasSize(TracePipeline.ORDERS);
        assertThat(groups(pricings, PARENT))
                .hasSize(TracePipeline.ORDERS)
                .isEqualTo(groups(orders, TASK));
        assertThat(groups(lines(trace, "TaskEnd"), TASK)).isEqualTo(groups(begun, TASK));
        assertThat(withText(lines(trace, "Log"), "Category=\"id\"")).hasSize(TracePipeline.ORDERS);
        assertThat(withText(lines(trace, "Log"), "Category=\"price\""))
                .hasSize(TracePipeline.ORDERS);
        assertRegions(lines(trace, "RegionBegin"), lines(trace, "RegionEnd"));
    }

    @Test
    void theSecondsBeforeASlowRequestAreKept() throws Exception {
        Path trace = directory.resolve("slow.trace");
        String said = printed(() -> KeepLastSeconds.main(args(trace)));
        assertThat(said).contains("events in " + trace);
        GoJudge.require().assertAccepted(trace);
        assertThat(withText(lines(trace, "Log"), "Category=\"slow\"")).hasSize(1);
        // Who kept the connections, and whoever waited for them.
        List<String> lines = lines(trace);
        assertThat(lines).anyMatch(line -> line.contains("nightly-report"));
        assertThat(lines).anyMatch(line -> line.contains("KeepLastSeconds.serve "));
    }

    private static void assertRegions(List<String> begun, List<String> ended) {
        Set<String> threads = new HashSet<>();
        for (String type : new String[] {"look up the price", "ship"}) {
            List<String> begunOfType = withText(begun, "Type=\"" + type + "\"");
            assertThat(begunOfType).hasSize(TracePipeline.ORDERS);
            assertThat(withText(ended, "Type=\"" + type + "\"")).hasSize(TracePipeline.ORDERS);
            threads.addAll(groups(begunOfType, GOROUTINE));
        }
        if (Runtime.version().feature() >= 21) {
            assertThat(threads).as("one for each step").hasSize(2 * TracePipeline.ORDERS);
        } else {
            assertThat(threads).as("those of the pool").hasSizeBetween(1, TracePipeline.POOL);
        }
    }

    private interface Program {
        void run() throws Exception;
    }

    /** What a program writes to standard output. */
    private static String printed(Program program) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(out);
            program.run();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String[] args(Object... args) {
        String[] texts = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            texts[i] = args[i].toString();
        }
        return texts;
    }

    private static List<String> lines(Path trace) {
        List<String> lines = new ArrayList<>();
        GoJudge.require().parsed(trace, lines::add);
        return lines;
    }

    /** The first lines of the events of a kind. */
    private static List<String> lines(Path trace, String kind) {
        List<String> events = new ArrayList<>();
        for (String line : lines(trace)) {
            if (line.startsWith("M=") && line.contains(" " + kind + " Time=")) {
                events.add(line);
            }
        }
        return events;
    }

    private static List<String> withText(List<String> lines, String text) {
        return lines.stream().filter(line -> line.contains(text)).toList();
    }

    private static Set<String> groups(List<String> lines, Pattern pattern) {
        Set<String> groups = new HashSet<>();
        for (String line : lines) {
            Matcher matcher = pattern.matcher(line);
            assertThat(matcher.find()).as(line).isTrue();
            groups.add(matcher.group(1));
        }
        return groups;
    }
}
