package dev.jfrtrace.bridge.parallel;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What comes of a piece of work. */
public final class Result<T> {
    /** How often whoever waits looks at what else there is to do or to see. */
    static final long PAUSE_MILLIS = 50;

    private final FutureTask<T> task;

    Result(FutureTask<T> task) {
        this.task = task;
    }

    boolean isDone() {
        return task.isDone();
    }

    /**
     * Waits for it.
     *
     * @param meanwhile is run now and then until it is there
     * @throws IOException that the work has thrown; its errors and unchecked exceptions are thrown
     *     as well
     */
    public T get(Runnable meanwhile) throws IOException {
        try {
            while (true) {
                try {
                    return task.get(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    meanwhile.run();
                }
            }
        } catch (InterruptedException e) {
            throw interrupted();
        } catch (ExecutionException e) {
            throw asItWas(e.getCause());
        }
    }

    static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted");
    }

    private static IOException asItWas(Throwable thrown) {
        if (thrown instanceof Error) {
            throw (Error) thrown;
        }
        if (thrown instanceof RuntimeException) {
            throw (RuntimeException) thrown;
        }
        return thrown instanceof IOException ? (IOException) thrown : new IOException(thrown);
    }
}
