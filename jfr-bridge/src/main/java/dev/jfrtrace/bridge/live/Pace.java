package dev.jfrtrace.bridge.live;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Spreads the work of the engine's thread: JFR delivers a second's events at once, and a core that
 * is taken for all of them is missing to the program's requests. While there is little to do, the
 * thread pauses now and then; with more it goes on without a break, so that it keeps up.
 */
final class Pace {
    /** Events between two pauses: about half a millisecond's work. */
    private static final int EVENTS = 128;

    /** Beyond so many since the last flush there is no time for pauses. */
    private static final int MANY = 8_192;

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

    private int steps;
    private volatile boolean hurries;

    /** One event's work is done. */
    void step() {
        if (++steps % EVENTS == 0 && steps < MANY && !hurries) {
            LockSupport.parkNanos(PAUSE);
        }
    }

    /** A new flush begins. */
    void restart() {
        steps = 0;
    }

    /** Somebody waits for the end: no more pauses. May be called by any thread. */
    void hurry() {
        hurries = true;
    }
}
