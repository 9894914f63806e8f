package dev.jfrtrace.bridge.agent;

import dev.jfrtrace.bridge.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A program in which it is known who wakes whom: for each primitive a thread that waits again and
 * again, and another that ends each wait once it is under way. Prints a line for each: name, id of
 * the waiting thread, id of the waking one, how often.
 */
final class WakeScript {
    static final int TIMES = 40;

    /** Something that a thread does in a round. */
    interface Turn {
        void take(int round) throws Exception;
    }

    private WakeScript() {}

    public static void main(String[] args) throws Exception {
        reentrantLock();
        condition();
        semaphore();
        latch();
        queue("SynchronousQueue", new SynchronousQueue<>());
        queue("LinkedBlockingQueue", new LinkedBlockingQueue<>());
        queue("ArrayBlockingQueue", new ArrayBlockingQueue<>(4));
        future();
        executor();
        scheduler();
        forkJoinPool();
        lockSupport();
        if (Script.hasVirtualThreads()) {
            virtual(true, false);
            virtual(false, true);
            virtual(true, true);
        }
        permits();
        timeOuts();
    }

    private static void say(String name, long waiter, long waker, int times) {
        System.out.println(name + " " + waiter + " " + waker + " " + times);
    }

    /** Both take turns: the waker acts when the waiter is blocked. */
    private static void play(String name, Turn wait, Turn wake) throws Exception {
        Thread waiter = Script.start(name + "-waiter", () -> rounds(wait));
        Thread waker =
                Script.start(
                        name + "-waker",
                        () ->
                                rounds(
                                        round -> {
                                            awaitBlocked(waiter);
                                            wake.take(round);
                                        }));
        waiter.join();
        waker.join();
        say(name, waiter.getId(), waker.getId(), TIMES);
    }

    private static void rounds(Turn turn) throws Exception {
        for (int round = 0; round < TIMES; round++) {
            turn.take(round);
        }
    }

    /** A thread that has just blocked may still be on its way: a little later it is not. */
    private static void awaitBlocked(Thread thread) {
        long since = System.nanoTime();
        while (System.nanoTime() - since < 1_000_000) {
            Thread.State state = thread.getState();
            if (state != Thread.State.WAITING && state != Thread.State.TIMED_WAITING) {
                since = System.nanoTime();
            }
            Thread.onSpinWait();
        }
    }

    private static void reentrantLock() throws Exception {
        ReentrantLock lock = new ReentrantLock();
        Semaphore locked = new Semaphore(0);
        Semaphore done = new Semaphore(0);
        Thread[] waiter = new Thread[1];
        Thread waker =
                Script.start(
                        "lock-waker",
                        () ->
                                rounds(
                                        round -> {
                                            lock.lock();
                                            locked.release();
                                            while (waiter[0] == null
                                                    || !lock.hasQueuedThread(waiter[0])) {
                                                Thread.onSpinWait();
                                            }
                                            awaitBlocked(waiter[0]);
                                            lock.unlock();
                                            done.acquire();
                                        }));
        waiter[0] =
                Script.start(
                        "lock-waiter",
                        () ->
                                rounds(
                                        round -> {
                                            while (!locked.tryAcquire()) {
                                                Thread.onSpinWait();
                                            }
                                            lock.lock();
                                            lock.unlock();
                                            done.release();
                                        }));
        waiter[0].join();
        waker.join();
        say("ReentrantLock", waiter[0].getId(), waker.getId(), TIMES);
    }

    private static void condition() throws Exception {
        ReentrantLock lock = new ReentrantLock();
        Condition condition = lock.newCondition();
        play(
                "Condition",
                round -> {
                    lock.lock();
                    condition.await();
                    lock.unlock();
                },
                round -> {
                    lock.lock();
                    condition.signal();
                    lock.unlock();
                });
    }

    private static void semaphore() throws Exception {
        Semaphore semaphore = new Semaphore(0);
        play("Semaphore", round -> semaphore.acquire(), round -> semaphore.release());
    }

    private static void latch() throws Exception {
        CountDownLatch[] latches = new CountDownLatch[TIMES];
        for (int i = 0; i < TIMES; i++) {
            latches[i] = new CountDownLatch(1);
        }
        play("CountDownLatch", round -> latches[round].await(), r -> latches[r].countDown());
    }

    private static void queue(String name, BlockingQueue<Integer> queue) throws Exception {
        play(name, round -> queue.take(), queue::put);
    }

    private static void future() throws Exception {
        List<CompletableFuture<Integer>> futures = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            futures.add(new CompletableFuture<>());
        }
        play("CompletableFuture", r -> futures.get(r).join(), r -> futures.get(r).complete(r));
    }

    private static void lockSupport() throws Exception {
        Thread[] waiter = new Thread[1];
        play(
                "LockSupport",
                round -> {
                    waiter[0] = Thread.currentThread();
                    LockSupport.park();
                },
                round -> LockSupport.unpark(waiter[0]));
    }

    private static void executor() throws Exception {
        pool("ThreadPoolExecutor", Executors.newFixedThreadPool(1));
    }

    private static void scheduler() throws Exception {
        ScheduledExecutorService pool = Executors.newScheduledThreadPool(1);
        pool("ScheduledThreadPoolExecutor", pool);
    }

    private static void forkJoinPool() throws Exception {
        pool("ForkJoinPool", new ForkJoinPool(1));
    }

    /** The pool's only thread waits for work, which another one gives it. */
    private static void pool(String name, ExecutorService pool) throws Exception {
        AtomicReference<Thread> worker = new AtomicReference<>();
        pool.submit(() -> worker.set(Thread.currentThread())).get();
        Thread waker =
                Script.start(
                        name + "-waker",
                        () ->
                                rounds(
                                        round -> {
                                            awaitBlocked(worker.get());
                                            pool.submit(() -> worker.set(Thread.currentThread()));
                                        }));
        waker.join();
        say(name, worker.get().getId(), waker.getId(), TIMES);
        // Its worker ends by itself: a shutdown would interrupt it, which is no unpark.
        TimeUnit.MILLISECONDS.sleep(5);
    }

    /** A queue between threads of which one or both are virtual. */
    private static void virtual(boolean waiterIs, boolean wakerIs) throws Exception {
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        String name =
                (waiterIs ? "virtual" : "platform") + "By" + (wakerIs ? "Virtual" : "Platform");
        Thread waiter = start(waiterIs, name + "-waiter", () -> rounds(round -> queue.take()));
        Thread waker =
                start(
                        wakerIs,
                        name + "-waker",
                        () ->
                                rounds(
                                        round -> {
                                            awaitBlocked(waiter);
                                            queue.put(round);
                                        }));
        waiter.join();
        waker.join();
        say(name, waiter.getId(), waker.getId(), TIMES);
    }

    private static Thread start(boolean isVirtual, String name, Script.Work work) {
        return isVirtual ? Script.startVirtual(name, work) : Script.start(name, work);
    }

    /** Unparked while it runs, and more than once: its parks are ended by nobody or by time. */
    private static void permits() throws Exception {
        CountDownLatch[] given = new CountDownLatch[TIMES];
        for (int i = 0; i < TIMES; i++) {
            given[i] = new CountDownLatch(1);
        }
        Thread waiter =
                Script.start(
                        "permits-waiter",
                        () ->
                                rounds(
                                        round -> {
                                            while (given[round].getCount() > 0) {
                                                Thread.onSpinWait();
                                            }
                                            LockSupport.parkNanos(5_000_000);
                                            LockSupport.parkNanos(3_000_000);
                                        }));
        Thread waker =
                Script.start(
                        "permits-waker",
                        () ->
                                rounds(
                                        round -> {
                                            LockSupport.unpark(waiter);
                                            LockSupport.unpark(waiter);
                                            given[round].countDown();
                                            TimeUnit.MILLISECONDS.sleep(10);
                                        }));
        waiter.join();
        waker.join();
        say("permits", waiter.getId(), 0, 0);
    }

    private static void timeOuts() throws Exception {
        Thread waiter =
                Script.start(
                        "time-waiter", () -> rounds(round -> LockSupport.parkNanos(2_000_000)));
        waiter.join();
        say("timeOuts", waiter.getId(), 0, 0);
    }
}
