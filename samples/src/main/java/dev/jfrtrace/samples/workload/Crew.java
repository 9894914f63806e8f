package dev.jfrtrace.samples.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The platform threads of a workload: it names them, notices when one fails, and waits for all of
 * them at the end. Safe for use by many threads.
 */
public final class Crew implements AutoCloseable {
    /** How long a thread may take to end once it has been asked to. */
    static final int PATIENCE_SECONDS = 10;

    private final String prefix;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final CountDownLatch failed = new CountDownLatch(1);

    /**
     * What a thread of the crew does. An interrupt ends it; anything else it throws is a failure.
     */
    @FunctionalInterface
    public interface Task {
        void run() throws Exception;
    }

    /**
     * @param prefix begins the name of each thread
     */
    public Crew(String prefix) {
        this.prefix = prefix;
    }

    /** Starts a thread named {@code prefix-name}. */
    public Thread start(String name, Task task) {
        Thread thread = newThread(name, () -> attempt(task));
        thread.start();
        return thread;
    }

    /**
     * Makes the threads of a pool, {@code prefix-role-1} and so on; the crew waits for them too.
     */
    ThreadFactory factory(String role) {
        AtomicInteger number = new AtomicInteger();
        return body -> newThread(role + "-" + number.incrementAndGet(), body);
    }

    /** Runs the task on the calling thread; its failure becomes one of the crew. */
    void attempt(Task task) {
        try {
            task.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception | Error e) {
            report(e);
        }
    }

    /**
     * Waits for the given time, less when a thread fails.
     *
     * @return whether a thread has failed
     */
    public boolean awaitFailure(long nanos) throws InterruptedException {
        return failed.await(nanos, TimeUnit.NANOSECONDS);
    }

    /** Throws the first failure of a thread, wrapped, when there was one. */
    public void check() {
        Throwable cause = failure.get();
        if (cause != null) {
            throw new IllegalStateException("a thread of the workload failed", cause);
        }
    }

    /** Interrupts all threads. */
    void interrupt() {
        snapshot().forEach(Thread::interrupt);
    }

    /** Interrupts the threads and waits until they have ended. */
    @Override
    public void close() {
        interrupt();
        awaitEnd(snapshot());
    }

    /**
     * Waits until the threads have ended by themselves. An interrupt of the caller does not shorten
     * this; it is pending afterwards.
     *
     * @throws IllegalStateException when one of them does not end
     */
    static void awaitEnd(List<Thread> threads) {
        boolean interrupted = false;
        for (Thread thread : threads) {
            interrupted |= joinOne(thread);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Joins one thread to the end of the patience; whether the caller was interrupted meanwhile.
     */
    private static boolean joinOne(Thread thread) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        boolean interrupted = false;
        while (thread.isAlive()) {
            long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (millis <= 0) {
                throw new IllegalStateException("thread " + thread.getName() + " does not end");
            }
            try {
                thread.join(millis);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }

    private Thread newThread(String name, Runnable body) {
        Thread thread = new Thread(body, prefix + "-" + name);
        // Should one hang in spite of all, the JVM can still exit.
        thread.setDaemon(true);
        synchronized (threads) {
            // Short-lived threads come by the thousand: forget those that are gone.
            threads.removeIf(old -> old.getState() == Thread.State.TERMINATED);
            threads.add(thread);
        }
        return thread;
    }

    private List<Thread> snapshot() {
        synchronized (threads) {
            return List.copyOf(threads);
        }
    }

    private void report(Throwable e) {
        failure.compareAndSet(null, e);
        failed.countDown();
    }
}
