package dev.jfrtrace.bridge.source.chunk;

import dev.jfrtrace.bridge.source.JfrThread;

/**
 * A thread among the constants. A virtual one is made anew when it is asked for some time later:
 * there may be hundreds of thousands, each of which has few events, one after the other.
 */
final class ThreadConstant {
    /** The group of the threads that carry virtual ones. */
    private static final String CARRIERS = "CarrierThreads";

    private static final int NO_NUMBER = -1;

    private final Pool pool;
    private final int entry;
    private int index = NO_NUMBER;
    private JfrThread platformThread;

    ThreadConstant(Pool pool, int entry) {
        this.pool = pool;
        this.entry = entry;
    }

    boolean isNumbered() {
        return index != NO_NUMBER;
    }

    /**
     * The thread.
     *
     * @param number its number, if it has none yet
     */
    JfrThread thread(int number) {
        if (platformThread != null) {
            return platformThread;
        }
        int own = isNumbered() ? index : number;
        JfrThread recent = pool.recentThread(own);
        if (recent != null) {
            return recent;
        }
        JfrThread thread = make(own);
        index = own;
        if (thread.isVirtual()) {
            pool.remember(thread);
        } else {
            platformThread = thread;
        }
        return thread;
    }

    private JfrThread make(int number) {
        return new JfrThread(
                number,
                pool.number(entry, "javaThreadId", -1),
                pool.number(entry, "osThreadId", -1),
                pool.text(entry, "javaName"),
                pool.text(entry, "osName"),
                pool.number(entry, "virtual", 0) != 0,
                CARRIERS.equals(pool.text(entry, "group.name")));
    }

    /** Its name for people, or {@code null}. */
    String name() {
        String java = pool.text(entry, "javaName");
        return java != null ? java : pool.text(entry, "osName");
    }
}
