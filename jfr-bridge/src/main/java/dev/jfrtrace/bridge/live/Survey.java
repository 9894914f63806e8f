package dev.jfrtrace.bridge.live;

import dev.jfrtrace.encoder.util.LongMap;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Looks at the threads of this JVM now and then, and records the state of those that have used no
 * CPU since, and so cannot have said anything. Costs about a microsecond per thread and look. Not
 * thread-safe.
 */
final class Survey {
    private static final class Look {
        long cpuNanos;
        boolean reported;
        int round;
    }

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final LongMap<Look> looks = new LongMap<>();
    private final boolean hasCpuTimes =
            threads.isThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled();
    private int round;

    /** All platform threads that are alive, but for some that the JVM hides. */
    static Thread[] alive() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        Thread[] all = new Thread[group.activeCount() + 16];
        int count = group.enumerate(all, true);
        while (count == all.length) {
            all = new Thread[all.length * 2];
            count = group.enumerate(all, true);
        }
        return Arrays.copyOf(all, count);
    }

    @SuppressWarnings("deprecation") // Its successor is younger than our release.
    static long id(Thread thread) {
        return thread.getId();
    }

    static Set<Long> aliveIds() {
        Set<Long> ids = new HashSet<>();
        for (Thread thread : alive()) {
            ids.add(id(thread));
        }
        return ids;
    }

    /** Records the states of all threads. */
    void first() {
        for (Thread thread : alive()) {
            ThreadStateEvent.commit(thread, thread.getState());
            if (hasCpuTimes) {
                Look look = new Look();
                look.cpuNanos = threads.getThreadCpuTime(id(thread));
                look.reported = true;
                looks.put(id(thread), look);
            }
        }
    }

    /** Records the states of threads that have been idle since the last look. */
    void next() {
        if (!hasCpuTimes) {
            return;
        }
        round++;
        Thread[] alive = alive();
        for (Thread thread : alive) {
            look(thread);
        }
        if (looks.size() > 2 * alive.length) {
            forgetDead();
        }
    }

    private void look(Thread thread) {
        long id = id(thread);
        long cpu = threads.getThreadCpuTime(id);
        Look last = looks.get(id);
        if (last == null) {
            last = new Look();
            last.cpuNanos = -1;
            looks.put(id, last);
        }
        last.round = round;
        if (cpu != last.cpuNanos) {
            last.cpuNanos = cpu;
            last.reported = false;
        } else if (!last.reported) {
            last.reported = true;
            ThreadStateEvent.commit(thread, thread.getState());
        }
    }

    private void forgetDead() {
        Set<Long> dead = new HashSet<>();
        looks.forEachEntry(
                (id, look) -> {
                    if (look.round != round) {
                        dead.add(id);
                    }
                });
        dead.forEach(looks::remove);
    }
}
