package dev.jfrtrace.bridge.agent;

import dev.jfrtrace.bridge.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Does little but take locks and switch threads, until its standard input ends. Answers are
 * compared with questions; a wake-up that is lost would stop one of its crews, which is looked for.
 */
final class StressProgram {
    static final String DONE = "all accounted for";
    static final String READY = "under way";

    /** Whether there are crews of virtual threads, too; threads of pools are none. */
    private static final boolean HAS_VIRTUAL = Boolean.getBoolean("stress.virtual");

    private static final int POOL = 4;
    private static final long PATIENCE_MILLIS = 30_000;

    /**
     * Carriers look for virtual threads elsewhere when those that they have are asleep, and not
     * before: some would never run.
     */
    private static final int ROUNDS_AWAKE = 16;

    /** One that does rounds, and how many it has done. */
    private record Member(Thread thread, LongAdder rounds) {}

    private final List<Member> members = new ArrayList<>();

    /** Wake those that wait for their turn, so that they see that it is over. */
    private final List<Runnable> calls = new ArrayList<>();

    private final AtomicInteger failures = new AtomicInteger();
    private boolean startsVirtual;
    private volatile boolean isOver;

    private StressProgram() {}

    /**
     * Ends with 0 when all is well.
     *
     * @param args how many crews there are of each kind
     */
    public static void main(String[] args) throws Exception {
        StressProgram stress = new StressProgram();
        int crews = Integer.parseInt(args[0]);
        stress.start(crews);
        if (HAS_VIRTUAL) {
            stress.startsVirtual = true;
            stress.start(crews);
        }
        System.out.println(READY);
        System.in.readAllBytes();
        boolean isWell = stress.allGoOn();
        stress.isOver = true;
        stress.calls.forEach(Runnable::run);
        System.exit(isWell && stress.await() ? 0 : 1);
    }

    private void start(int crews) {
        for (int i = 0; i < crews; i++) {
            pair(new ArrayBlockingQueue<>(1), new ArrayBlockingQueue<>(1));
            pair(new LinkedBlockingQueue<>(), new LinkedBlockingQueue<>());
            pair(new SynchronousQueue<>(), new SynchronousQueue<>(true));
            relay();
        }
        pool(Executors.newFixedThreadPool(POOL));
        pool(new ForkJoinPool(POOL));
        futures();
        interrupts();
    }

    /** A crew: does rounds until it is time, or fails. */
    private void crew(String name, Callable<?> round) {
        LongAdder rounds = new LongAdder();
        Runnable work =
                () -> {
                    try {
                        for (int i = 1; !isOver; i++) {
                            round.call();
                            rounds.increment();
                            if (i % ROUNDS_AWAKE == 0) {
                                Thread.sleep(1);
                            }
                        }
                    } catch (Throwable e) {
                        e.printStackTrace();
                        failures.incrementAndGet();
                    }
                };
        members.add(new Member(start(name, work), rounds));
    }

    private Thread start(String name, Runnable work) {
        if (startsVirtual) {
            return Script.startVirtual(name, work::run);
        }
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException(what);
        }
    }

    /** Numbers go there and come back. */
    private void pair(BlockingQueue<Long> there, BlockingQueue<Long> back) {
        start(
                "echo",
                () -> {
                    try {
                        while (true) {
                            back.put(there.take());
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        long[] next = {0};
        crew(
                "asker",
                () -> {
                    there.put(++next[0]);
                    check(back.take() == next[0], "an answer that was not asked for");
                    return null;
                });
    }

    /** Three that take turns by a lock and its condition, one by a monitor. */
    private void relay() {
        ReentrantLock lock = new ReentrantLock();
        Condition changed = lock.newCondition();
        int[] turn = {0};
        int[] inside = {0};
        calls.add(
                () -> {
                    lock.lock();
                    changed.signalAll();
                    lock.unlock();
                });
        for (int i = 0; i < 3; i++) {
            int mine = i;
            crew(
                    "runner",
                    () -> {
                        lock.lock();
                        try {
                            check(++inside[0] == 1, "two hold one lock");
                            while (turn[0] % 3 != mine && !isOver) {
                                inside[0]--;
                                changed.await();
                                check(++inside[0] == 1, "two hold one lock");
                            }
                            turn[0]++;
                            inside[0]--;
                            changed.signalAll();
                        } finally {
                            lock.unlock();
                        }
                        synchronized (turn) {
                            turn.notifyAll();
                        }
                        return null;
                    });
        }
    }

    private void pool(ExecutorService pool) {
        crew(
                "submitter",
                () -> {
                    long n = System.nanoTime();
                    check(pool.submit(() -> n + 1).get() == n + 1, "another task's answer");
                    return null;
                });
    }

    private void futures() {
        crew(
                "joiner",
                () -> {
                    CompletableFuture<Integer> one = CompletableFuture.supplyAsync(() -> 1);
                    CompletableFuture<Integer> two = CompletableFuture.supplyAsync(() -> 2);
                    check(one.thenCombine(two, Integer::sum).join() == 3, "a wrong sum");
                    return null;
                });
    }

    /** One that goes to sleep, parks and waits by turns, and is called back each time. */
    private void interrupts() {
        LinkedBlockingQueue<Integer> rests = new LinkedBlockingQueue<>();
        Thread resting =
                start(
                        "resting",
                        () -> {
                            for (int round = 0; true; round++) {
                                rests.offer(round);
                                restUntilInterrupted(round % 3);
                            }
                        });
        int[] next = {0};
        crew(
                "interrupter",
                () -> {
                    check(rests.take() == next[0]++, "a rest that nobody ended");
                    resting.interrupt();
                    return null;
                });
    }

    private static void restUntilInterrupted(int way) {
        Object monitor = new Object();
        try {
            if (way == 0) {
                Thread.sleep(10 * PATIENCE_MILLIS);
            } else if (way == 1) {
                synchronized (monitor) {
                    monitor.wait(10 * PATIENCE_MILLIS);
                }
            }
            while (!Thread.interrupted()) {
                LockSupport.park();
            }
        } catch (InterruptedException e) {
            // What was waited for.
            return;
        }
    }

    /** Before anybody is called: each does one more round, or waits for what has been lost. */
    private boolean allGoOn() throws InterruptedException {
        for (Member member : members) {
            long before = member.rounds().sum();
            long start = System.nanoTime();
            while (member.rounds().sum() == before) {
                if (System.nanoTime() - start > PATIENCE_MILLIS * 1_000_000) {
                    return complain(member.thread());
                }
                Thread.sleep(1);
            }
        }
        return failures.get() == 0;
    }

    private boolean await() throws InterruptedException {
        for (Member member : members) {
            member.thread().join(PATIENCE_MILLIS);
            if (member.thread().isAlive()) {
                return complain(member.thread());
            }
        }
        if (failures.get() == 0) {
            System.out.println(
                    DONE + ": " + members.stream().mapToLong(m -> m.rounds().sum()).sum());
        }
        return failures.get() == 0;
    }

    private static boolean complain(Thread waiting) {
        System.err.println("a wake-up was lost: " + waiting.getName());
        for (StackTraceElement frame : waiting.getStackTrace()) {
            System.err.println("    " + frame);
        }
        return false;
    }
}
