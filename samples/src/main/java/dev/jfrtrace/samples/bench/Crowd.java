package dev.jfrtrace.samples.bench;

import java.util.concurrent.locks.LockSupport;

/** Threads that want the same monitor; one in some waits in it until another notifies. */
final class Crowd {
    private static final int ENTRIES_PER_WAIT = 6;

    private static final long NANOS_INSIDE = 50_000;
    private static final long NANOS_OUTSIDE = 100_000;

    /** So that the last one that is not waiting cannot wait for ever. */
    private static final long LONGEST_WAIT_MILLIS = 5;

    /** One thread of the crowd, until it is interrupted. */
    void push(CallChain chain) throws Exception {
        while (true) {
            boolean wait = chain.random(ENTRIES_PER_WAIT) == 0;
            chain.call(() -> enter(wait));
            // Without this one thread would come back before the next has woken up.
            LockSupport.parkNanos(NANOS_OUTSIDE);
        }
    }

    private synchronized void enter(boolean wait) throws InterruptedException {
        // As if it asked a server meanwhile: the others run into the monitor.
        LockSupport.parkNanos(NANOS_INSIDE);
        if (wait) {
            wait(LONGEST_WAIT_MILLIS);
        } else {
            notify();
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
