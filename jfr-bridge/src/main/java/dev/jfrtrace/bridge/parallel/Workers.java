package dev.jfrtrace.bridge.parallel;

import java.io.Closeable;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that work for the one that owns them; none where that does all itself. Closing them ends
 * what is under way, and returns when no thread is left.
 */
public final class Workers implements Closeable {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final int count;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final ExecutorService executor;

    /**
     * Workers.
     *
     * @param jobs how many pieces of work may be done at a time; of one, the owner does it
     */
    public Workers(int jobs) {
        this.count = jobs == 1 ? 0 : jobs;
        this.executor = jobs == 1 ? null : Executors.newFixedThreadPool(jobs, this::thread);
    }

    private Thread thread(Runnable work) {
        Thread thread = new Thread(work, "jfrtrace-worker-" + NUMBER.incrementAndGet());
        thread.setDaemon(true);
        threads.add(thread);
        return thread;
    }

    /** How many threads there are beside the owner's. */
    public int count() {
        return count;
    }

    /** Begins a piece of work; without threads, does it. */
    public <T> Result<T> start(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        if (executor == null) {
            task.run();
        } else {
            executor.execute(task);
        }
        return new Result<>(task);
    }

    @Override
    public void close() {
        if (executor == null) {
            return;
        }
        executor.shutdownNow();
        boolean isInterrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    isInterrupted = true;
                }
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
