package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.bridge.source.JfrThread;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Small numbers for the threads of a JVM that runs, from 0; those of threads that went are used
 * again, once {@link #reuse} says that nobody remembers them.
 */
public final class ThreadIndex {
    private final ThreadKeys keys = new ThreadKeys();
    private final List<JfrThread> threads = new ArrayList<>();
    private final ArrayDeque<Integer> released = new ArrayDeque<>();
    private final ArrayDeque<Integer> free = new ArrayDeque<>();

    /** The number of a thread, which is new if need be. */
    public int indexOf(JfrThread thread) {
        int known = keys.get(thread);
        if (known != ThreadKeys.NONE) {
            return known;
        }
        int index = add(thread);
        keys.put(thread, index);
        return index;
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

    /** Numbers are below this. */
    public int size() {
        return threads.size();
    }

    /** Forgets a thread: its number names nobody from now on. */
    public void release(int index) {
        keys.remove(threads.set(index, null));
        released.add(index);
    }

    /** Nobody names the numbers any more that were released: they may name other threads. */
    public void reuse() {
        free.addAll(released);
        released.clear();
    }
}
