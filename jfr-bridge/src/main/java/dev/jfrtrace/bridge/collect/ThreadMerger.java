package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.bridge.source.JfrThread;

/** Makes one of the threads of several chunks, each of which numbers them by itself. */
final class ThreadMerger {
    private final ThreadKeys keys = new ThreadKeys();
    private final ThreadRows rows = new ThreadRows();
    private final IdSet folded = new IdSet();

    /** The threads of all chunks so far. */
    ThreadRows rows() {
        return rows;
    }

    /** How many others there are, which are not to be shown. */
    int foldedCount() {
        return folded.size();
    }

    /**
     * Takes in the threads of a chunk.
     *
     * @param others not to be shown
     * @param clock tells their ticks as those here
     * @return their rows here; {@link ThreadKeys#NONE} for absent ones that no chunk before has had
     */
    int[] join(ThreadRows threads, IdSet others, ChunkClock clock) {
        int[] joined = new int[threads.size()];
        for (int i = 0; i < joined.length; i++) {
            joined[i] = rowOf(threads.thread(i));
            if (joined[i] != ThreadKeys.NONE) {
                rows.merge(joined[i], threads, i, clock);
            }
        }
        others.forEach(folded::add);
        return joined;
    }

    /** Takes in what others have merged. */
    int[] join(ThreadMerger others, ChunkClock clock) {
        return join(others.rows, others.folded, clock);
    }

    private int rowOf(JfrThread thread) {
        int known = keys.get(thread);
        if (thread.isAbsent()) {
            return known;
        }
        int row = known == ThreadKeys.NONE ? rows.add(thread) : known;
        // A thread that was known from a dump gets its id now, and one that starts again another.
        keys.put(thread, row);
        return row;
    }

    /**
     * Whether another recorder's threads are mostly these, or these mostly the other's: the
     * system's id of a thread and Java's agree by accident hardly ever, and never for most.
     */
    boolean agreesWith(ThreadMerger others) {
        int same = 0;
        for (int i = 0; i < others.rows.size(); i++) {
            JfrThread other = others.rows.thread(i);
            int mine = isTold(other) ? keys.get(other) : ThreadKeys.NONE;
            same += mine >= 0 && rows.thread(mine).osId() == other.osId() ? 1 : 0;
        }
        return same > 0 && same * 2 >= Math.min(told(), others.told());
    }

    /** Java threads of which both ids are known. */
    private int told() {
        int told = 0;
        for (int i = 0; i < rows.size(); i++) {
            told += isTold(rows.thread(i)) ? 1 : 0;
        }
        return told;
    }

    private static boolean isTold(JfrThread thread) {
        return thread.javaId() > 0 && thread.osId() > 0;
    }
}
