package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.bridge.source.JfrThread;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Small numbers for the threads of a JVM that runs, from 0; those of threads that went are used
 * again, once {@link #turn} has said twice that time goes on.
 */
public final class ThreadIndex {
    private final ThreadKeys keys = new ThreadKeys();
    private final List<JfrThread> threads = new ArrayList<>();
    private BitSet released = new BitSet();
    private BitSet older = new BitSet();
    private final BitSet free = new BitSet();

    /** Of the numbers below, none is free. */
    private int firstFree;

    /** The number of a thread, which is new if need be; -1 for an absent one that has none. */
    public int indexOf(JfrThread thread) {
        int known = keys.get(thread);
        if (known != ThreadKeys.NONE || thread.isAbsent()) {
            return known;
        }
        int index = add(thread);
        keys.put(thread, index);
        return index;
    }

    private int add(JfrThread thread) {
        int index = free.nextSetBit(firstFree);
        if (index < 0) {
            threads.add(thread);
            return threads.size() - 1;
        }
        free.clear(index);
        firstFree = index + 1;
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
        released.set(index);
    }

    /**
     * Nobody names numbers any more that were released before the last turn: they may name other
     * threads. What is held back may still name those that were released since.
     */
    public void turn() {
        free.or(older);
        firstFree = 0;
        older = released;
        released = new BitSet();
    }
}
