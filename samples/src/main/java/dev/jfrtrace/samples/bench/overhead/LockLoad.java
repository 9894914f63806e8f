package dev.jfrtrace.samples.bench.overhead;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Threads in a ring, with a queue between each and the next, and half as many tokens as threads.
 * Who gets a token passes it on, after some work under a lock and some under a monitor that all of
 * them share. Half of the threads wait for a token at any time, the others for the lock, for the
 * monitor, or for a core.
 */
final class LockLoad implements Load {
    private static final int THREADS = 8;
    private static final int TOKENS = THREADS / 2;

    /** About a microsecond. */
    private static final int ROUNDS_OF_WORK = 500;

    @Override
    public Work run(Duration duration) throws InterruptedException {
        Ring ring = new Ring();
        long start = System.nanoTime();
        ring.threads.forEach(Thread::start);
        Thread.sleep(duration.toMillis());
        ring.threads.forEach(Thread::interrupt);
        for (Thread thread : ring.threads) {
            thread.join();
        }
        long nanos = System.nanoTime() - start;
        return new Work(ring.handOffs(), nanos, Double.NaN, Double.NaN);
    }

    @Override
    public void close() {
        // Idle threads are none.
    }

    private static final class Ring {
        private final List<BlockingQueue<Token>> queues = new ArrayList<>();
        private final List<Thread> threads = new ArrayList<>();
        private final ReentrantLock lock = new ReentrantLock();
        private final Object monitor = new Object();
        private final long[] passed = new long[THREADS];

        /** So that no compiler can leave the work out. */
        private long lockedSum = 1;

        private long monitoredSum = 1;

        Ring() {
            for (int i = 0; i < THREADS; i++) {
                int place = i;
                queues.add(new ArrayBlockingQueue<>(TOKENS));
                threads.add(new Thread(() -> pass(place), "ring-" + i));
            }
            for (int i = 0; i < TOKENS; i++) {
                queues.get(i * THREADS / TOKENS).add(new Token());
            }
        }

        /** One thread of the ring, until it is interrupted. */
        private void pass(int place) {
            BlockingQueue<Token> mine = queues.get(place);
            BlockingQueue<Token> next = queues.get((place + 1) % THREADS);
            try {
                for (long count = 1; !Thread.interrupted(); count++) {
                    Token token = mine.take();
                    workLocked();
                    workMonitored();
                    next.put(token);
                    passed[place] = count;
                }
            } catch (InterruptedException e) {
                // The end of the run.
            }
        }

        private void workLocked() {
            lock.lock();
            try {
                lockedSum = work(lockedSum);
            } finally {
                lock.unlock();
            }
        }

        private void workMonitored() {
            synchronized (monitor) {
                monitoredSum = work(monitoredSum);
            }
        }

        private static long work(long seed) {
            long value = seed;
            for (int i = 0; i < ROUNDS_OF_WORK; i++) {
                value ^= value << 13;
                value ^= value >>> 7;
                value ^= value << 17;
            }
            return value;
        }

        /** When all threads have ended. */
        long handOffs() {
            long sum = 0;
            for (long count : passed) {
                sum += count;
            }
            return sum;
        }
    }

    private static final class Token {}
}
