package dev.jfrtrace.api;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers for tasks. A recording, and so a trace, has the tasks of the whole JVM, where each class
 * loader may have its own copy of this class: in an application server every application has. So
 * the copies share the numbers out in blocks, and keep count of these in the one place that they
 * have in common, the system properties; as text, for that is what others expect to find there.
 *
 * <p>Numbers are above 0 and below 2^32: from there on the bridge has its own. After four thousand
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
