package dev.jfrtrace.samples.workload;

import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Mails to customers, each on a short-lived thread: a virtual one where the JDK has them. At most
 * {@value #MAX_IN_FLIGHT} at once; who wants to send one more waits. Thread-safe.
 */
final class Confirmations implements AutoCloseable {
    private static final int MAX_IN_FLIGHT = 16;
    private static final long ROUND_TRIP_MILLIS = 2;

    private final Crew crew;
    private final Semaphore inFlight = new Semaphore(MAX_IN_FLIGHT);
    private final ReentrantLock outbox = new ReentrantLock();

    Confirmations(Crew crew) {
        this.crew = crew;
    }

    /** Sends one; returns when its thread has been started. */
    void send(Order order) throws InterruptedException {
        inFlight.acquire();
        boolean started = false;
        try {
            Runnable mail = () -> crew.attempt(() -> mail(order));
            if (!VirtualThreads.start(mail)) {
                crew.start("mail-" + order.id(), mail::run);
            }
            started = true;
        } finally {
            if (!started) {
                inFlight.release();
            }
        }
    }

    private void mail(Order order) throws InterruptedException {
        try {
            String text = text(order);
            Thread.sleep(ROUND_TRIP_MILLIS);
            deliver(text);
        } finally {
            inFlight.release();
        }
    }

    private static String text(Order order) {
        return String.format(Locale.ROOT, "Order %d: %d pieces", order.id(), order.pieces());
    }

    private void deliver(String text) throws InterruptedException {
        outbox.lock();
        try {
            TimeUnit.MICROSECONDS.sleep(200L + text.length());
        } finally {
            outbox.unlock();
        }
    }

    /** Waits until all mails have gone out. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            if (!inFlight.tryAcquire(MAX_IN_FLIGHT, Crew.PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("mails are stuck");
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
