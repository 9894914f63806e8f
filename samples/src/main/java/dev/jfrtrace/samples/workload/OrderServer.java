package dev.jfrtrace.samples.workload;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A server on the loopback interface: one line in, an order; one line out, {@code OK} with the
 * price, or {@code NO}. One thread accepts, a pool serves, a connection at a time each.
 */
final class OrderServer implements AutoCloseable {
    private static final int BACKLOG = 16;

    private final Crew crew;
    private final Packing packing;
    private final PriceBook prices = new PriceBook();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();
    private final ServerSocket socket;
    private final ExecutorService handlers;
    private final List<Thread> acceptor = new ArrayList<>();

    /**
     * @param connections how many can be served at once; more wait
     */
    OrderServer(Crew crew, Packing packing, int connections) throws IOException {
        this.crew = crew;
        this.packing = packing;
        this.socket = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        this.handlers = Executors.newFixedThreadPool(connections, crew.factory("handler"));
    }

    void start() {
        acceptor.add(crew.start("acceptor", this::acceptAll));
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Orders that were handed to the packers. */
    long accepted() {
        return accepted.get();
    }

    /** Requests that were no orders. */
    long rejected() {
        return rejected.get();
    }

    private void acceptAll() throws IOException {
        while (true) {
            Socket connection;
            try {
                connection = socket.accept();
            } catch (SocketException e) {
                if (socket.isClosed()) {
                    return;
                }
                throw e;
            }
            handlers.execute(() -> crew.attempt(() -> serve(connection)));
        }
    }

    /** Serves a client until it hangs up. */
    private void serve(Socket connection) throws IOException, InterruptedException {
        try (connection;
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(
                                        connection.getInputStream(), StandardCharsets.UTF_8));
                Writer out =
                        new OutputStreamWriter(
                                connection.getOutputStream(), StandardCharsets.UTF_8)) {
            connection.setTcpNoDelay(true);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.write(answer(line) + "\n");
                out.flush();
            }
        }
    }

    private String answer(String line) throws InterruptedException {
        try {
            Order order = OrderFormat.read(line);
            String quote = prices.quote(order);
            packing.accept(order);
            accepted.incrementAndGet();
            return "OK " + quote.substring(quote.lastIndexOf(' ') + 1);
        } catch (OrderFormatException e) {
            rejected.incrementAndGet();
            return "NO";
        }
    }

    /** To be called when no client is left; whoever still is in a request may finish it. */
    @Override
    public void close() throws IOException {
        socket.close();
        // It may have taken a connection that hung up at once, and still needs the pool for it.
        Crew.awaitEnd(acceptor);
        handlers.shutdown();
        try {
            if (handlers.awaitTermination(Crew.PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        handlers.shutdownNow();
    }
}
