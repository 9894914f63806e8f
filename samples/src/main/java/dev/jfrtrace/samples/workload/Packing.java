package dev.jfrtrace.samples.workload;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The stage behind the server: a bounded queue and threads that pack what comes out of it.
 * Thread-safe.
 */
final class Packing implements AutoCloseable {
    private static final int PACKERS = 3;
    private static final int QUEUE_CAPACITY = 32;
    private static final int KEPT_ORDERS = 4_000;
    private static final int ORDERS_PER_MAIL = 8;
    private static final long POLL_MILLIS = 50;

    private final BlockingQueue<Order> queue = new ArrayBlockingQueue<>(QUEUE_CAPACITY);
    private final Deque<Order> kept = new ArrayDeque<>();
    private final AtomicLong packed = new AtomicLong();
    private final Crew crew;
    private final Stock stock;
    private final Ledger ledger;
    private final Confirmations confirmations;
    private final List<Thread> packers = new ArrayList<>();
    private volatile boolean closing;

    Packing(Crew crew, Stock stock, Ledger ledger, Confirmations confirmations) {
        this.crew = crew;
        this.stock = stock;
        this.ledger = ledger;
        this.confirmations = confirmations;
    }

    void start() {
        for (int i = 0; i < PACKERS; i++) {
            packers.add(crew.start("packer-" + (i + 1), this::work));
        }
    }

    /** Hands over an order; waits while the queue is full. */
    void accept(Order order) throws InterruptedException {
        queue.put(order);
    }

    /** How many orders have been packed so far. */
    long packed() {
        return packed.get();
    }

    private void work() throws IOException, InterruptedException {
        while (true) {
            Order order = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
            if (order != null) {
                pack(order);
            } else if (closing) {
                return;
            }
        }
    }

    private void pack(Order order) throws IOException, InterruptedException {
        OrderEvent event = new OrderEvent();
        event.begin();
        stock.take(order.pieces());
        ledger.append(order.id() + " " + order.pieces());
        keep(order);
        event.id = order.id();
        event.items = order.items().size();
        event.commit();
        if (packed.incrementAndGet() % ORDERS_PER_MAIL == 0) {
            confirmations.send(order);
        }
    }

    /** The last orders stay reachable, so that a collection has something to copy. */
    private synchronized void keep(Order order) {
        kept.addLast(order);
        if (kept.size() > KEPT_ORDERS) {
            kept.removeFirst();
        }
    }

    /** To be called when nobody hands over orders any more; packs what is left in the queue. */
    @Override
    public void close() {
        closing = true;
        Crew.awaitEnd(packers);
    }
}
