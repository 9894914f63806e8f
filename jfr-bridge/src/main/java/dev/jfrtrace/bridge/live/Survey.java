package dev.jfrtrace.bridge.live;

import dev.jfrtrace.encoder.util.LongMap;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks at the threads of this JVM now and then. Records the state of those that have used no CPU
 * since, and so cannot have said anything; and of those that have, how much, and how long they had
 * to wait for more. Costs about a microsecond per thread and look. Not thread-safe.
 */
final class Survey implements AutoCloseable {
    /** Who took less than this part of a CPU did not want to run all the time. */
    private static final int LITTLE = 50;

    /** What was seen when a thread was looked at last. */
    private static final class Look {
        long cpuNanos;
        long waitedNanos = RunQueue.UNKNOWN;

        /** Begun then, to be written with the next look. */
        ThreadCpuEvent event;

        String name;
        boolean reported;
        int round;
    }

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final LongMap<Look> looks = new LongMap<>();
    private final boolean hasCpuTimes =
            threads.isThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled();
    private final int processors = Runtime.getRuntime().availableProcessors();
    private final RunQueue runQueue;
    private final SilentPlaces silent;

    /** Threads that have fallen silent since the last look. */
    private final List<Thread> quiet = new ArrayList<>();

    private long lookedAt = System.nanoTime();
    private long period;
    private int round;

    /**
     * @param silent gets the stacks of threads that fall silent
     */
    Survey(RunQueue runQueue, SilentPlaces silent) {
        this.runQueue = runQueue;
        this.silent = silent;
    }

    /** All platform threads that are alive, but for some that the JVM hides. */
    static Thread[] alive() {
        ThreadGroup group = OwnThreads.topGroup();
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
            ThreadStateEvent.commit(thread, thread.getState(), SilentPlaces.NONE);
            if (hasCpuTimes) {
                Look look = new Look();
                look.cpuNanos = threads.getThreadCpuTime(id(thread));
                look.name = thread.getName();
                look.reported = true;
                look.event = begun();
                looks.put(id(thread), look);
            }
        }
        lookedAt = System.nanoTime();
    }

    private static ThreadCpuEvent begun() {
        ThreadCpuEvent event = new ThreadCpuEvent();
        event.begin();
        return event;
    }

    /** Records what all threads did since the last look. */
    void next() {
        if (!hasCpuTimes) {
            return;
        }
        round++;
        long now = System.nanoTime();
        period = now - lookedAt;
        lookedAt = now;
        Thread[] alive = alive();
        for (Thread thread : alive) {
            look(thread);
        }
        reportQuiet();
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
        noteName(thread, last);
        if (cpu != last.cpuNanos) {
            measure(thread, last, cpu);
            last.cpuNanos = cpu;
            last.reported = false;
        } else if (!last.reported) {
            last.reported = true;
            quiet.add(thread);
        }
        last.event = begun();
    }

    private void reportQuiet() {
        long number = silent.look(quiet);
        for (Thread thread : quiet) {
            ThreadStateEvent.commit(thread, thread.getState(), number++);
        }
        quiet.clear();
    }

    private static void noteName(Thread thread, Look last) {
        String name = thread.getName();
        if (!name.equals(last.name)) {
            last.name = name;
            ThreadNameEvent.commit(thread, name);
        }
    }

    private void measure(Thread thread, Look last, long cpu) {
        long took = cpu - last.cpuNanos;
        boolean isLittle = took < period / LITTLE;
        long waited = isLittle ? RunQueue.UNKNOWN : runQueue.waited(id(thread));
        if (!isLittle && last.event != null) {
            boolean isKnown = waited >= 0 && last.waitedNanos >= 0;
            last.event.thread = thread;
            last.event.cpu = took;
            last.event.waiting = isKnown ? waited - last.waitedNanos : RunQueue.UNKNOWN;
            last.event.processors = processors;
            last.event.commit();
        }
        last.waitedNanos = waited;
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

    @Override
    public void close() {
        runQueue.close();
    }
}
