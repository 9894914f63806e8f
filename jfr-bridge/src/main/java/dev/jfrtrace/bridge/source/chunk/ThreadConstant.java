package dev.jfrtrace.bridge.source.chunk;

import dev.jfrtrace.bridge.source.JfrThread;

/**
 * A thread among the constants. A virtual one is made anew when it is asked for some time later:
 * there may be hundreds of thousands, each of which has few events, one after the other.
 */
final class ThreadConstant {
    private final Pool pool;
    private final int entry;
    private JfrThread platformThread;

    ThreadConstant(Pool pool, int entry) {
        this.pool = pool;
        this.entry = entry;
    }

    /** The thread, which gets its number when it is first asked for. */
    JfrThread thread() {
        if (platformThread != null) {
            return platformThread;
        }
        int index = pool.numberOf(entry);
        JfrThread recent = pool.recentThread(index);
        JfrThread thread = recent != null ? recent : make(index);
        if (thread.isVirtual()) {
            pool.remember(thread);
            pool.forget(entry);
        } else {
            platformThread = thread;
        }
        return thread;
    }

    private JfrThread make(int number) {
        boolean isVirtual = pool.number(entry, "virtual", 0) != 0;
        return new JfrThread(
                number,
                isVirtual ? 0 : pool.keyOf(entry),
                pool.number(entry, "javaThreadId", -1),
                pool.number(entry, "osThreadId", -1),
                pool.text(entry, "javaName"),
                pool.text(entry, "osName"),
                isVirtual,
                JfrThread.isCarrier(pool.text(entry, "group.name"), pool.text(entry, "javaName")));
    }

    /** Its name for people, or {@code null}. */
    String name() {
        String java = pool.text(entry, "javaName");
        return java != null ? java : pool.text(entry, "osName");
    }
}
