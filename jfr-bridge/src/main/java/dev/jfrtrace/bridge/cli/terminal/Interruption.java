package dev.jfrtrace.bridge.cli.terminal;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C: the conversion ends at its next sign of progress, and takes its unfinished files with it,
 * before the process does.
 */
public final class Interruption {
    private static final long PATIENCE_SECONDS = 5;

    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean requested;

    /** Has the end of the process wait for {@link #finished}, though not for ever. */
    public void install() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::request, "interruption"));
    }

    public void request() {
        requested = true;
        try {
            finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The run is over, and has cleaned up. */
    public void finished() {
        finished.countDown();
    }

    /** Whether the process is about to end. */
    public boolean isRequested() {
        return requested;
    }

    /** Called often, on the converting thread. */
    public void check() {
        if (requested) {
            throw new CancellationException("interrupted");
        }
    }
}
