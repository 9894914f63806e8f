package dev.jfrtrace.encoder.judge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The web server of {@code go tool trace} on a loopback port, for one trace file. All that goes
 * wrong is an AssertionError with the server's log. Close it: the server runs until then.
 */
public final class GoServer implements AutoCloseable {

    /**
     * A page that was good.
     *
     * @param path what was asked for
     * @param bytes its whole length
     * @param text its beginning, at most 1 MiB
     */
    public record Page(String path, long bytes, String text) {

        /** The distinct links to pages of this server that start with a prefix, in their order. */
        public Stream<String> links(String prefix) {
            return LINK.matcher(text)
                    .results()
                    .map(link -> link.group(1).replace("&amp;", "&"))
                    .filter(link -> link.startsWith(prefix))
                    .distinct();
        }
    }

    private static final int TEXT_LIMIT = 1 << 20;

    /** How long a log may lag behind the connection that broke. */
    private static final int LOG_LAG_MILLIS = 100;

    private static final Pattern LINK = Pattern.compile("href=\"(/[^\"#]*)");
    private static final Pattern ADDRESS = Pattern.compile("listening on (http://\\S+)");

    /**
     * Lines of the log that no good trace causes. "http: " is how Go's web server starts to tell of
     * a handler that panicked; the process outlives that.
     */
    private static final Pattern COMPLAINT =
            Pattern.compile("panic|fatal error|Encountered error|failed to |http: ");

    /** Names in a trace may speak of panics too, but never at the start of a line. */
    private static final Pattern PANIC = Pattern.compile("(?m)^(panic: |fatal error: )");

    private final Path trace;
    private final ToolProcess process;
    private final CompletableFuture<URI> address = new CompletableFuture<>();
    private final List<String> complaints = new ArrayList<>();

    private GoServer(GoTools tools, Path trace) throws IOException {
        this.trace = trace;
        this.process = ToolProcess.start(tools.trace("-http=127.0.0.1:0", trace), this::listen);
    }

    /** Starts the server and waits until it has read the trace and listens. */
    public static GoServer start(GoTools tools, Path trace) {
        GoServer server;
        try {
            server = new GoServer(tools, trace);
        } catch (IOException e) {
            throw GoJudge.fault(trace, "start of the web server", e.getMessage(), "    -");
        }
        try {
            server.awaitAddress();
            return server;
        } catch (IOException e) {
            server.close();
            throw server.fault("start of the web server", e.getMessage());
        }
    }

    /** The address of the front page, without the slash at its end. */
    public URI address() {
        return address.join();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Gets a page, which must answer 200 with some content. The path starts with a slash and may
     * have a query; what a URI does not allow must be escaped in it.
     */
    public Page get(String path) {
        String step = "GET " + path;
        try {
            return process.within(GoJudge.LIMIT, () -> read(path));
        } catch (IOException e) {
            letLogCatchUp();
            throw fault(step, e.getMessage());
        }
    }

    /** Ends the server, which must live until now and have nothing bad in its log. */
    public void stop() {
        boolean alive = isAlive();
        close();
        if (!alive) {
            throw fault("the web server", "died");
        }
        synchronized (complaints) {
            if (!complaints.isEmpty()) {
                throw fault("log of the web server", String.join("\n", complaints));
            }
        }
    }

    /** Ends the server without another look at it. May be called twice. */
    @Override
    public void close() {
        process.close();
    }

    private void listen(String line) {
        if (COMPLAINT.matcher(line).find()) {
            synchronized (complaints) {
                complaints.add(line);
            }
        }
        Matcher matcher = ADDRESS.matcher(line);
        if (matcher.find()) {
            address.complete(URI.create(matcher.group(1)));
        }
    }

    private void awaitAddress() throws IOException {
        process.onExit()
                .thenAccept(
                        ended ->
                                address.completeExceptionally(
                                        new IOException(
                                                "ended with exit code " + ended.exitValue())));
        process.within(
                GoJudge.LIMIT,
                () -> {
                    try {
                        return address.get();
                    } catch (ExecutionException e) {
                        throw new IOException(e.getCause().getMessage(), e);
                    } catch (InterruptedException e) {
                        throw interrupted();
                    }
                });
    }

    /**
     * With the old HTTP client of the JDK: it is part of java.base, so that no module descriptor
     * needs to know of this package.
     */
    private Page read(String path) throws IOException {
        URI uri = URI.create(address() + path);
        HttpURLConnection connection =
                (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
        int status = connection.getResponseCode();
        try (InputStream body = status < 400 ? connection.getInputStream() : errors(connection)) {
            Page page = read(path, body);
            if (status != 200) {
                throw new IOException("status " + status + ": " + page.text());
            }
            if (page.bytes() == 0) {
                throw new IOException("empty answer");
            }
            if (PANIC.matcher(page.text()).find()) {
                throw new IOException("a panic in the answer: " + page.text());
            }
            return page;
        }
    }

    private static InputStream errors(HttpURLConnection connection) {
        InputStream errors = connection.getErrorStream();
        return errors == null ? InputStream.nullInputStream() : errors;
    }

    private static Page read(String path, InputStream body) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 16];
        long bytes = 0;
        for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
            text.write(buffer, 0, Math.min(n, TEXT_LIMIT - text.size()));
            bytes += n;
        }
        return new Page(path, bytes, text.toString(StandardCharsets.UTF_8));
    }

    private AssertionError fault(String step, String what) {
        return GoJudge.fault(trace, step, what, process.log());
    }

    private static void letLogCatchUp() {
        try {
            Thread.sleep(LOG_LAG_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted");
    }
}
