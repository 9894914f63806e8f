package dev.jfrtrace.bridge.live;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Work that must be done though memory may be lacking for it: a program that takes all of it takes
 * a tracer's, too, and gives it back when it has failed. What fails is done again after a moment.
 * Makes nothing anew.
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
