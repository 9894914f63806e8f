package dev.jfrtrace.bridge.live;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Repeats work that must be done, and may fail for want of memory: a program that takes all of the
 * heap takes the tracer's as well, and gives it back when it has failed. Allocates nothing itself.
 */
final class UntilDone {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private UntilDone() {}

    /**
     * Tries so often at most.
     *
     * @param work made while there was memory
     * @return {@code null} when it is done, else why it failed the last time
     */
    static Throwable within(int tries, Runnable work) {
        Throwable failure = null;
        for (int i = 0; i < tries; i++) {
            try {
                work.run();
                return null;
            } catch (RuntimeException | Error e) {
                failure = e;
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        return failure;
    }
}
