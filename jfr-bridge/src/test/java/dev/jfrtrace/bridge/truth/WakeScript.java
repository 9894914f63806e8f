package dev.jfrtrace.bridge.truth;

import static java.lang.Thread.State.TIMED_WAITING;

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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A program in which it is known who wakes whom: for each primitive a thread that waits again and
 * again, and another that ends each wait once it is under way. Prints a line for each: name, id of
 * the waiting thread, id of the waking one, how often, and what for it waits.
 */
final class WakeScript {
    static final int TIMES = 100;

    private static final String PARK = "sync (park)";

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
        interrupts();
        permits();
        timeOuts();
        // Pools that are shut down interrupt their threads, which is no round of theirs.
        System.exit(0);
    }

    private static void say(String name, long waiter, long waker, int times) {
        say(name, waiter, waker, times, PARK);
    }

    private static void say(String name, long waiter, long waker, int times, String reason) {
        System.out.println(name + " " + waiter + " " + waker + " " + times + " " + reason);
    }

    /** Both take turns: the waker acts when the waiter is blocked. */
    private static void play(String name, Turn wait, Turn wake) throws Exception {
        play(name, PARK, false, wait, false, wake);
    }

    private static void play(
            String name,
            String reason,
            boolean waiterIsVirtual,
            Turn wait,
            boolean wakerIsVirtual,
            Turn wake)
            throws Exception {
        AtomicInteger done = new AtomicInteger();
        Turn waits =
                round -> {
                    wait.take(round);
                    done.incrementAndGet();
                };
        Thread waiter = start(waiterIsVirtual, name + "-waiter", () -> rounds(waits));
        Turn wakes =
                round -> {
                    awaitBlocked(done, round, waiter);
                    wake.take(round);
                };
        Thread waker = start(wakerIsVirtual, name + "-waker", () -> rounds(wakes));
        waiter.join();
        waker.join();
        say(name, waiter.getId(), waker.getId(), TIMES, reason);
    }

    private static void rounds(Turn turn) throws Exception {
        for (int round = 0; round < TIMES; round++) {
            turn.take(round);
        }
    }

    /**
     * Waits until the thread has done its rounds so far and is in the next. One that has just
     * blocked may still be on its way: a little later it is not.
     */
    private static void awaitBlocked(AtomicInteger done, int round, Thread thread) {
        long never = Long.MAX_VALUE;
        long since = never;
        while (since == never || System.nanoTime() - since < 1_000_000) {
            Thread.yield();
            Thread.State state = thread.getState();
            boolean isBlocked = state == Thread.State.WAITING || state == TIMED_WAITING;
            if (done.get() < round || !isBlocked) {
                since = never;
            } else if (since == never) {
                since = System.nanoTime();
            }
        }
    }

    /** The lock is taken for the waiter to find it so, and given up when it is in the queue. */
    private static void reentrantLock() throws Exception {
        ReentrantLock lock = new ReentrantLock();
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        AtomicReference<Thread> waiter = new AtomicReference<>();
        Turn wakes =
                round -> {
                    await(done, round);
                    lock.lock();
                    taken.incrementAndGet();
                    while (waiter.get() == null || !lock.hasQueuedThread(waiter.get())) {
                        Thread.yield();
                    }
                    awaitBlocked(done, round, waiter.get());
                    lock.unlock();
                };
        Turn waits =
                round -> {
                    await(taken, round + 1);
                    lock.lock();
                    lock.unlock();
                    done.incrementAndGet();
                };
        Thread waker = Script.start("lock-waker", () -> rounds(wakes));
        waiter.set(Script.start("lock-waiter", () -> rounds(waits)));
        waiter.get().join();
        waker.join();
        say("ReentrantLock", waiter.get().getId(), waker.getId(), TIMES);
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
        AtomicInteger done = new AtomicInteger();
        pool.submit(() -> worker.set(Thread.currentThread())).get();
        Turn wakes =
                round -> {
                    awaitBlocked(done, round, worker.get());
                    pool.submit(done::incrementAndGet);
                };
        Thread waker = Script.start(name + "-waker", () -> rounds(wakes));
        waker.join();
        say(name, worker.get().getId(), waker.getId(), TIMES);
    }

    /** A queue between threads of which one or both are virtual. */
    private static void virtual(boolean waiterIs, boolean wakerIs) throws Exception {
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        String name =
                (waiterIs ? "virtual" : "platform") + "By" + (wakerIs ? "Virtual" : "Platform");
        play(name, PARK, waiterIs, round -> queue.take(), wakerIs, queue::put);
    }

    private static Thread start(boolean isVirtual, String name, Script.Work work) {
        return isVirtual ? Script.startVirtual(name, work) : Script.start(name, work);
    }

    /** Each of the waits that an interrupt ends. */
    private static void interrupts() throws Exception {
        Object monitor = new Object();
        Turn waits =
                round -> {
                    synchronized (monitor) {
                        monitor.wait();
                    }
                };
        interrupt("interruptedWait", "sync (Object.wait)", false, waits);
        Turn parks = round -> LockSupport.park();
        interrupt("interruptedPark", PARK, false, parks);
        Turn sleeps = round -> Thread.sleep(60_000);
        interrupt("interruptedSleep", "sleep", false, sleeps);
        if (Script.hasVirtualThreads()) {
            interrupt("virtualInterruptedPark", PARK, true, parks);
            interrupt("virtualInterruptedSleep", "sleep", true, sleeps);
        }
    }

    private static void interrupt(String name, String reason, boolean isVirtual, Turn wait)
            throws Exception {
        Thread[] waiter = new Thread[1];
        Turn untilInterrupted =
                round -> {
                    waiter[0] = Thread.currentThread();
                    try {
                        wait.take(round);
                        Thread.interrupted();
                    } catch (InterruptedException e) {
                        // It is what was waited for.
                        return;
                    }
                };
        play(name, reason, isVirtual, untilInterrupted, false, round -> waiter[0].interrupt());
    }

    /** Unparked while it runs, and more than once: its parks are ended by nobody or by time. */
    private static void permits() throws Exception {
        AtomicInteger given = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        Turn parks =
                round -> {
                    await(given, round + 1);
                    LockSupport.parkNanos(5_000_000);
                    LockSupport.parkNanos(2_000_000);
                    done.incrementAndGet();
                };
        Thread waiter = Script.start("permits-waiter", () -> rounds(parks));
        Turn gives =
                round -> {
                    await(done, round);
                    LockSupport.unpark(waiter);
                    LockSupport.unpark(waiter);
                    given.incrementAndGet();
                };
        Thread waker = Script.start("permits-waker", () -> rounds(gives));
        waiter.join();
        waker.join();
        say("permits", waiter.getId(), 0, 0);
    }

    /** Without a wait that a trace would show. */
    private static void await(AtomicInteger counter, int count) {
        while (counter.get() < count) {
            Thread.yield();
        }
    }

    private static void timeOuts() throws Exception {
        Thread waiter =
                Script.start(
                        "time-waiter", () -> rounds(round -> LockSupport.parkNanos(2_000_000)));
        waiter.join();
        say("timeOuts", waiter.getId(), 0, 0);
    }
}
