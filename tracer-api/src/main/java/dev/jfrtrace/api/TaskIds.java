package dev.jfrtrace.api;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Gives out ids of tasks that are unique in the JVM. A recording has the tasks of the whole JVM, in
 * which several class loaders may each have a copy of this class, as in an application server. So
 * each copy reserves ids in blocks of 65,536. How many blocks are taken is kept in a system
 * property, the one place that all copies share; as text, since other code expects text there.
 *
 * <p>Ids are above 0 and below 2^32: those from there on belong to the bridge. After four thousand
 * million tasks they begin again.
 */
final class TaskIds {
    static final String PROPERTY = "dev.jfrtrace.taskBlocks";

    private static final long BLOCK = 1 << 16;
    private static final long BLOCKS = (1L << 32) / BLOCK;

    /**
     * The number that was given out last; at the end of a block it is time for the next one. The
     * first number of a block is never given out: 0 stands for no task.
     */
    private final AtomicLong last = new AtomicLong(BLOCK - 1);

    long next() {
        while (true) {
            long id = last.get();
            if (id % BLOCK == BLOCK - 1) {
                nextBlock(id);
            } else if (last.compareAndSet(id, id + 1)) {
                return id + 1;
            }
        }
    }

    private synchronized void nextBlock(long used) {
        if (last.get() == used) {
            last.set(takeBlock() * BLOCK);
        }
    }

    private static long takeBlock() {
        try {
            Object taken =
                    System.getProperties()
                            .merge(PROPERTY, "1", (blocks, one) -> plusOne((String) blocks));
            return (Long.parseLong((String) taken) - 1) % BLOCKS;
        } catch (RuntimeException e) {
            // Forbidden, or spoilt by somebody: chance is the next best, since nothing may throw.
            return ThreadLocalRandom.current().nextLong(BLOCKS);
        }
    }

    private static String plusOne(String number) {
        return Long.toString(Long.parseLong(number) + 1);
    }
}
