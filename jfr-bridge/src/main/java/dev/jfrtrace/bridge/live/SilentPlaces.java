package dev.jfrtrace.bridge.live;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where threads stand that have fallen silent. An event cannot carry the stack of another thread:
 * who looks at a thread leaves it here, before the event that says so, for the one who reads that.
 */
final class SilentPlaces {
    /** At a time; to look at a stack stops its thread for some tens of microseconds. */
    private static final int MOST = 32;

    private final Map<Long, Waits.Wait> seen = new ConcurrentHashMap<>();
    private int left;

    /** A new round of looks; used by one thread, as is {@link #look}. */
    void begin() {
        left = MOST;
    }

    /** Keeps what the thread, which has used no CPU since the last look, does. */
    void look(Thread thread, Thread.State state) {
        if (left > 0) {
            left--;
            StackTraceElement[] stack = thread.getStackTrace();
            int depth = Math.min(stack.length, Waits.DEPTH);
            seen.put(Survey.id(thread), Waits.of(state, Arrays.copyOf(stack, depth)));
        }
    }

    /** Forgets threads that are no more, should nobody have asked for them. */
    void forget(Set<Long> dead) {
        seen.keySet().removeAll(dead);
    }

    /** What was kept of a thread, once; {@link Waits#UNKNOWN} for nothing. */
    Waits.Wait take(long javaId) {
        Waits.Wait wait = seen.remove(javaId);
        return wait == null ? Waits.UNKNOWN : wait;
    }
}
