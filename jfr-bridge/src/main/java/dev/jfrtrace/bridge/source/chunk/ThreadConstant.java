package dev.jfrtrace.bridge.source.chunk;

import dev.jfrtrace.bridge.source.JfrThread;

/** A thread among the constants. */
final class ThreadConstant {
    /** The group of the threads that carry virtual ones. */
    private static final String CARRIERS = "CarrierThreads";

    private final Pool pool;
    private final int entry;
    private JfrThread thread;

    ThreadConstant(Pool pool, int entry) {
        this.pool = pool;
        this.entry = entry;
    }

    boolean isNumbered() {
        return thread != null;
    }

    /**
     * The thread.
     *
     * @param index its number, if it has none yet
     */
    JfrThread thread(int index) {
        if (thread == null) {
            thread =
                    new JfrThread(
                            index,
                            pool.number(entry, "javaThreadId", -1),
                            pool.number(entry, "osThreadId", -1),
                            pool.text(entry, "javaName"),
                            pool.text(entry, "osName"),
                            pool.number(entry, "virtual", 0) != 0,
                            CARRIERS.equals(pool.text(entry, "group.name")));
        }
        return thread;
    }

    /** Its name for people, or {@code null}. */
    String name() {
        String java = pool.text(entry, "javaName");
        return java != null ? java : pool.text(entry, "osName");
    }
}
