package dev.jfrtrace.samples.workload;

import dev.jfrtrace.samples.workload.Order.Item;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** Prices, under one lock for all: the contended ReentrantLock of the workload. Thread-safe. */
final class PriceBook {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Long> centsByArticle = new HashMap<>();

    /** The text of a quote for the whole order. */
    String quote(Order order) {
        StringBuilder quote = new StringBuilder();
        long total = 0;
        lock.lock();
        try {
            for (Item item : order.items()) {
                long cents = cents(item.article()) * item.pieces();
                total += cents;
                // Formatted while the lock is held, as careless code does.
                quote.append(
                        String.format(Locale.ROOT, "%8s %12.2f%n", item.article(), cents / 100.0));
            }
        } finally {
            lock.unlock();
        }
        return quote.append("total ").append(total).toString();
    }

    private long cents(String article) {
        return centsByArticle.computeIfAbsent(article, key -> 100L + (key.hashCode() & 0x3ff));
    }
}
