package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.bridge.source.JfrThread;
import dev.jfrtrace.encoder.util.LongMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Small numbers for the threads of one JVM, from 0; those of threads that went are used again, once
 * {@link #reuse} says that nobody remembers them.
 */
public final class ThreadIndex {
    /** Threads of the VM have no id but the system's, which another may get after them. */
    private record VmThreadKey(long osId, String name) {
        static VmThreadKey of(JfrThread thread) {
            return new VmThreadKey(thread.osId(), thread.name());
        }
    }

    private final LongMap<Integer> javaThreads = new LongMap<>();
    private final Map<VmThreadKey, Integer> vmThreads = new HashMap<>();
    private final List<JfrThread> threads = new ArrayList<>();
    private final ArrayDeque<Integer> released = new ArrayDeque<>();
    private final ArrayDeque<Integer> free = new ArrayDeque<>();

    /** The number of a thread, which is new if need be. */
    public int indexOf(JfrThread thread) {
        boolean isJava = thread.javaId() > 0;
        Integer known =
                isJava ? javaThreads.get(thread.javaId()) : vmThreads.get(VmThreadKey.of(thread));
        if (known != null) {
            return known;
        }
        int index = add(thread);
        if (isJava) {
            javaThreads.put(thread.javaId(), index);
        } else {
            vmThreads.put(VmThreadKey.of(thread), index);
        }
        return index;
    }

    /**
     * Whether another recorder's threads are mostly these, or these mostly the other's: the
     * system's id of a thread and Java's agree by accident hardly ever, and never for most.
     */
    boolean agreesWith(ThreadIndex others) {
        int told = 0;
        int same = 0;
        for (JfrThread other : others.threads) {
            if (other.javaId() > 0 && other.osId() > 0) {
                Integer mine = javaThreads.get(other.javaId());
                told++;
                same += mine != null && threads.get(mine).osId() == other.osId() ? 1 : 0;
            }
        }
        return same > 0 && same * 2 >= Math.min(told, told());
    }

    /** Java threads of which both ids are known. */
    private int told() {
        return (int)
                threads.stream().filter(t -> t != null && t.javaId() > 0 && t.osId() > 0).count();
    }

    private int add(JfrThread thread) {
        if (free.isEmpty()) {
            threads.add(thread);
            return threads.size() - 1;
        }
        int index = free.poll();
        threads.set(index, thread);
        return index;
    }

    /** The thread as it was first met; {@code null} for one that was released. */
    public JfrThread thread(int index) {
        return threads.get(index);
    }

    /** Forgets a thread: its number names nobody from now on. */
    public void release(int index) {
        JfrThread thread = threads.set(index, null);
        if (thread.javaId() > 0) {
            javaThreads.remove(thread.javaId());
        } else {
            vmThreads.remove(VmThreadKey.of(thread));
        }
        released.add(index);
    }

    /** Nobody names the numbers any more that were released: they may name other threads. */
    public void reuse() {
        free.addAll(released);
        released.clear();
    }
}
