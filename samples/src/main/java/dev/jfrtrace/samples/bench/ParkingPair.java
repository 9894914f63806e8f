package dev.jfrtrace.samples.bench;

import java.util.concurrent.locks.LockSupport;

/** Two threads; one works while the other is parked. */
final class ParkingPair {
    private final Thread[] threads = new Thread[2];

    /** Whose turn it is, 0 or 1. Written last, so that it publishes the threads too. */
    private volatile int turn;

    /** One side of the pair, until the thread is interrupted. */
    void play(int side, CallChain chain) throws Exception {
        synchronized (threads) {
            threads[side] = Thread.currentThread();
        }
        while (true) {
            chain.call(() -> awaitTurn(side));
            pass(1 - side);
        }
    }

    private void awaitTurn(int side) throws InterruptedException {
        while (turn != side) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.park(this);
        }
    }

    private void pass(int other) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Thread thread;
        synchronized (threads) {
            thread = threads[other];
        }
        turn = other;
        // Null before the other has started: it will find that it is its turn.
        LockSupport.unpark(thread);
    }
}
