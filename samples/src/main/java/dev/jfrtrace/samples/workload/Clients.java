package dev.jfrtrace.samples.workload;

import dev.jfrtrace.samples.workload.Order.Item;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Customers, a thread each: they connect, send some orders with a pause after each, hang up. */
final class Clients implements AutoCloseable {
    static final int COUNT = 4;

    private static final int ORDERS_PER_CONNECTION = 25;
    private static final int ORDERS_PER_GARBLED_ONE = 40;
    private static final int MAX_ITEMS = 80;
    private static final int ARTICLES = 300;
    private static final int MAX_PIECES = 6;
    private static final int MAX_PAUSE_MILLIS = 4;

    private final AtomicLong nextId = new AtomicLong();
    private final Crew crew;
    private final int port;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closing;

    Clients(Crew crew, int port) {
        this.crew = crew;
        this.port = port;
    }

    void start() {
        for (int i = 0; i < COUNT; i++) {
            SplittableRandom random = new SplittableRandom(i);
            threads.add(crew.start("client-" + (i + 1), () -> shop(random)));
        }
    }

    private void shop(SplittableRandom random) throws IOException, InterruptedException {
        while (!closing) {
            visit(random);
        }
    }

    private void visit(SplittableRandom random) throws IOException, InterruptedException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                Writer out =
                        new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8);
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(
                                        socket.getInputStream(), StandardCharsets.UTF_8))) {
            socket.setTcpNoDelay(true);
            for (int i = 0; i < ORDERS_PER_CONNECTION && !closing; i++) {
                out.write(request(random) + "\n");
                out.flush();
                if (in.readLine() == null) {
                    throw new IOException("the server hung up");
                }
                Thread.sleep(random.nextInt(1, MAX_PAUSE_MILLIS + 1));
            }
        }
    }

    private String request(SplittableRandom random) {
        String text = OrderFormat.write(order(random));
        // Now and then the line is cut, so that the server has to throw.
        boolean garbled = random.nextInt(ORDERS_PER_GARBLED_ONE) == 0;
        return garbled ? text.substring(0, text.length() - 1) : text;
    }

    private Order order(SplittableRandom random) {
        List<Item> items =
                IntStream.rangeClosed(1, random.nextInt(1, MAX_ITEMS + 1))
                        .mapToObj(number -> item(number, random))
                        .toList();
        return new Order(nextId.incrementAndGet(), items);
    }

    private static Item item(int number, SplittableRandom random) {
        String article = "a" + random.nextInt(ARTICLES);
        return new Item(article, random.nextInt(1, MAX_PIECES + 1), "line " + number);
    }

    /** Returns when the last client has hung up. */
    @Override
    public void close() {
        closing = true;
        Crew.awaitEnd(threads);
    }
}
