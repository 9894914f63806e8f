package dev.jfrtrace.samples.bench;

import java.util.concurrent.locks.LockSupport;

/**
 * What an unpark costs whoever gives it: of a thread whose permit is set already, so that nothing
 * but the call itself is measured. Prints nanoseconds, the least of some rounds.
 */
final class UnparkLoop {
    private static final int ROUNDS = 10;
    private static final int CALLS = 1_000_000;

    private UnparkLoop() {}

    public static void main(String[] args) {
        Thread self = Thread.currentThread();
        double least = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < CALLS; i++) {
                LockSupport.unpark(self);
            }
            least = Math.min(least, (double) (System.nanoTime() - start) / CALLS);
        }
        System.out.println(least);
    }
}
