package dev.jfrtrace.bridge.live;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where threads stand that have fallen silent. An event cannot carry the stack of another thread:
 * who looks at threads leaves it here, before the events that say so, for the one who reads those.
 */
final class SilentPlaces {
    /** Stacks that are looked at together: to do so stops the JVM for some microseconds each. */
    private static final int MOST = 32;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Map<Long, Waits.Wait> seen = new ConcurrentHashMap<>();

    /** Keeps where threads stand that have used no CPU since the last look; of many, of some. */
    void look(List<Thread> quiet) {
        if (quiet.isEmpty()) {
            return;
        }
        long[] ids = quiet.stream().limit(MOST).mapToLong(Survey::id).toArray();
        for (ThreadInfo info : THREADS.getThreadInfo(ids, Waits.DEPTH)) {
            if (info != null) {
                Waits.Wait wait = Waits.of(info.getThreadState(), info.getStackTrace());
                // What has not been asked for yet belongs to an earlier event.
                seen.putIfAbsent(info.getThreadId(), wait);
            }
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
