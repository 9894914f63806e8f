package dev.jfrtrace.samples.bench;

import dev.jfrtrace.samples.workload.VirtualThreads;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * Two virtual threads that unpark each other and park, by turns, on one carrier. Prints nanoseconds
 * from one's park to the other's, the least of some rounds.
 */
final class SwitchLoop {
    private static final int ROUNDS = 20;
    private static final int SWITCHES = 20_000;

    private static final Thread[] PAIR = new Thread[2];
    private static final CountDownLatch STARTED = new CountDownLatch(2);
    private static final CountDownLatch ENDED = new CountDownLatch(2);

    /** Whose turn it is; counts the switches. */
    private static volatile int turn;

    private static double least = Double.MAX_VALUE;

    private SwitchLoop() {}

    public static void main(String[] args) throws InterruptedException {
        if (!VirtualThreads.start(() -> play(0)) || !VirtualThreads.start(() -> play(1))) {
            throw new IllegalStateException("this JDK has no virtual threads");
        }
        ENDED.await();
        System.out.println(least);
    }

    private static void play(int side) {
        PAIR[side] = Thread.currentThread();
        STARTED.countDown();
        try {
            STARTED.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        long start = System.nanoTime();
        for (int mine = side; mine < ROUNDS * SWITCHES; mine += 2) {
            while (turn != mine) {
                LockSupport.park();
            }
            if (mine % SWITCHES == 0) {
                long now = System.nanoTime();
                least = mine == 0 ? least : Math.min(least, (double) (now - start) / SWITCHES);
                start = now;
            }
            turn = mine + 1;
            LockSupport.unpark(PAIR[1 - side]);
        }
        ENDED.countDown();
    }
}
