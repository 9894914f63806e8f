package dev.jfrtrace.bridge.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Chromium's own trace viewer, in the copy that Go brings along for {@code go tool trace}, in a
 * browser without a window.
 */
final class ChromiumViewer {
    private static final List<String> BROWSERS =
            List.of("chromium", "chromium-browser", "google-chrome");

    /** A cold browser on a busy machine; a good run takes a few seconds. */
    private static final long LIMIT_SECONDS = 120;

    private final Path browser;
    private final Path viewer;

    private ChromiumViewer(Path browser, Path viewer) {
        this.browser = browser;
        this.viewer = viewer;
    }

    /** The viewer, where this machine has a browser. */
    static Optional<ChromiumViewer> find(Path goRoot) {
        Path viewer = goRoot.resolve("src/internal/trace/traceviewer/static");
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> BROWSERS.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .map(browser -> new ChromiumViewer(browser, viewer));
    }

    /**
     * Opens a document in the viewer.
     *
     * @param scratch for the browser's own files
     * @return what its model then holds, a line of JSON each: see page.html
     */
    List<String> open(byte[] json, Path scratch) throws IOException, InterruptedException {
        CompletableFuture<String> shown = new CompletableFuture<>();
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, page()));
        server.createContext("/trace.json", exchange -> answer(exchange, json));
        server.createContext("/static/", exchange -> answer(exchange, part(exchange)));
        server.createContext("/shown", exchange -> shown.complete(posted(exchange)));
        server.createContext(
                "/failed",
                exchange -> shown.completeExceptionally(new AssertionError(posted(exchange))));
        server.start();
        Process process = browse(server.getAddress().getPort(), scratch);
        try {
            return shown.get(LIMIT_SECONDS, TimeUnit.SECONDS).lines().toList();
        } catch (ExecutionException e) {
            throw new AssertionError("the viewer failed: " + e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new AssertionError("the viewer has shown nothing in time", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            server.stop(0);
        }
    }

    private Process browse(int port, Path scratch) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        browser.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--user-data-dir=" + scratch.resolve("browser"),
                        "http://127.0.0.1:" + port + "/");
        // It leaves files there when it is killed.
        builder.environment().put("TMPDIR", scratch.toString());
        return builder.redirectErrorStream(true)
                .redirectOutput(scratch.resolve("browser.log").toFile())
                .start();
    }

    private static byte[] page() throws IOException {
        try (InputStream page = ChromiumViewer.class.getResourceAsStream("/viewer/page.html")) {
            return page.readAllBytes();
        }
    }

    private byte[] part(HttpExchange exchange) throws IOException {
        Path name = Path.of(exchange.getRequestURI().getPath()).getFileName();
        return Files.readAllBytes(viewer.resolve(name));
    }

    private static void answer(HttpExchange exchange, byte[] body) throws IOException {
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String posted(HttpExchange exchange) throws IOException {
        String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
        return text;
    }
}
