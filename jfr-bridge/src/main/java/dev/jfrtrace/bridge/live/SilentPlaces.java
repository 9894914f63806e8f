package dev.jfrtrace.bridge.live;

import dev.jfrtrace.bridge.source.JfrFrame;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Where threads stand that have fallen silent. An event cannot carry the stack of another thread:
 * who looks at threads leaves it here, and its number in the event, for the one who reads that,
 * which may be much later. One thread looks, another one takes.
 */
final class SilentPlaces {
    /** Of an event that has no stack here. */
    static final long NONE = 0;

    /** Stacks that are looked at together: to do so stops the JVM for some microseconds each. */
    private static final int MOST = 32;

    /** Stacks of a reader that is behind, about 2 MB: beyond that nobody is looked at. */
    static final int MOST_KEPT = 1_024;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final ConcurrentSkipListMap<Long, List<JfrFrame>> seen = new ConcurrentSkipListMap<>();

    private long last = NONE;

    /**
     * Keeps where threads stand that have used no CPU since the last look; of many, of some.
     *
     * @return the number of the first; the others have those that follow, whether they were looked
     *     at or not
     */
    long look(List<Thread> quiet) {
        long first = last + 1;
        last += quiet.size();
        int room = Math.min(MOST, MOST_KEPT - seen.size());
        if (quiet.isEmpty() || room <= 0) {
            return first;
        }
        long[] ids = quiet.stream().limit(room).mapToLong(Survey::id).toArray();
        ThreadInfo[] infos = THREADS.getThreadInfo(ids, Waits.DEPTH);
        for (int i = 0; i < infos.length; i++) {
            if (infos[i] != null) {
                seen.put(first + i, Waits.frames(infos[i].getStackTrace()));
            }
        }
        return first;
    }

    /**
     * The stack of a number, leaf first, once; empty where there is none. Events come in the order
     * of their numbers: those of smaller ones are lost, and their stacks are forgotten.
     */
    List<JfrFrame> take(long number) {
        List<JfrFrame> stack = seen.remove(number);
        seen.headMap(number).clear();
        return stack == null ? List.of() : stack;
    }

    /** How many are kept. */
    int size() {
        return seen.size();
    }
}
