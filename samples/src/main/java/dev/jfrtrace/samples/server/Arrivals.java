package dev.jfrtrace.samples.server;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** When a client sends what, in nanoseconds of {@link System#nanoTime}. */
interface Arrivals {
    /** When the first request is due. */
    long first(long start);

    /**
     * When the next one is due.
     *
     * @param due when the last one was
     * @param answered when its answer was there
     */
    long next(long due, long answered);

    /** As soon as the last is answered: a closed loop, which keeps the server busy. */
    static Arrivals atOnce() {
        return new Arrivals() {
            @Override
            public long first(long start) {
                return start;
            }

            @Override
            public long next(long due, long answered) {
                return answered;
            }
        };
    }

    /**
     * By chance, whatever the server is doing, as people come to it: an open loop. A request that
     * is due while the last is yet to be answered waits, and this is part of how long it takes.
     *
     * @param perSecond how many on average
     */
    static Arrivals byChance(double perSecond, SplittableRandom random) {
        double mean = TimeUnit.SECONDS.toNanos(1) / perSecond;
        return new Arrivals() {
            @Override
            public long first(long start) {
                return next(start, start);
            }

            @Override
            public long next(long due, long answered) {
                return due + Math.round(-Math.log(1 - random.nextDouble()) * mean);
            }
        };
    }
}
