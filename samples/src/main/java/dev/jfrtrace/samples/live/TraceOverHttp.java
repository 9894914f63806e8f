package dev.jfrtrace.samples.live;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.jfrtrace.api.Trace;
import dev.jfrtrace.api.TraceOutcome.End;
import dev.jfrtrace.api.TracerUnavailableException;
import dev.jfrtrace.api.TracingActiveException;
import dev.jfrtrace.samples.workload.EmbeddedWorkload;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A trace for whoever asks by HTTP, as Go's {@code net/http/pprof} has it: {@code TraceOverHttp
 * PORT}, and while that runs, {@code curl -o app.trace
 * 'http://localhost:PORT/debug/pprof/trace?seconds=5'}. To be reached by those alone who may see
 * what a program does: here, by this machine.
 */
public final class TraceOverHttp {
    private static final String PATH = "/debug/pprof/trace";
    private static final Pattern SECONDS = Pattern.compile("seconds=([1-9]\\d{0,2})");
    private static final Duration DURATION = Duration.ofMinutes(5);

    private TraceOverHttp() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        // A trace takes seconds, for which a thread waits.
        ExecutorService threads = Executors.newCachedThreadPool();
        HttpServer server = start(Integer.parseInt(args[0]), threads);
        System.out.println("http://localhost:" + server.getAddress().getPort() + PATH);
        new EmbeddedWorkload().run(DURATION);
        server.stop(0);
        threads.shutdown();
    }

    static HttpServer start(int port, ExecutorService threads) throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        HttpServer server = HttpServer.create(new InetSocketAddress(here, port), 0);
        server.createContext(PATH, TraceOverHttp::answer);
        server.setExecutor(threads);
        server.start();
        return server;
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        Matcher seconds = SECONDS.matcher(query == null ? "" : query);
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET");
                exchange.sendResponseHeaders(405, -1);
            } else if (seconds.matches()) {
                trace(exchange, Duration.ofSeconds(Long.parseLong(seconds.group(1))));
            } else {
                refuse(exchange, 400, "how long? " + PATH + "?seconds=5, at most 999");
            }
        }
    }

    private static void trace(HttpExchange exchange, Duration duration) throws IOException {
        // The bytes go out as they come. When the client hangs up, tracing is off, and close()
        // says so: the program has not noticed anything.
        try (Trace trace = Trace.start(new Answer(exchange))) {
            long start = System.nanoTime();
            while (trace.outcome().end() == End.RUNNING
                    && System.nanoTime() - start < duration.toNanos()) {
                Thread.sleep(10);
            }
        } catch (TracingActiveException | TracerUnavailableException e) {
            refuse(exchange, 409, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void refuse(HttpExchange exchange, int status, String why) throws IOException {
        byte[] text = (why + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, text.length);
        exchange.getResponseBody().write(text);
    }

    /** Is a trace once there is one: until then, it may become a refusal. */
    private static final class Answer extends OutputStream {
        private final HttpExchange exchange;
        private boolean isBegun;

        Answer(HttpExchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            if (!isBegun) {
                isBegun = true;
                exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
                exchange.sendResponseHeaders(200, 0);
            }
            exchange.getResponseBody().write(bytes, from, count);
        }

        @Override
        public void flush() throws IOException {
            exchange.getResponseBody().flush();
        }
    }
}
