package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.bridge.source.JfrThread;
import java.util.ArrayList;
import java.util.List;

/**
 * The threads of a chunk or a JVM, each in a row, and when it started, was first seen and ended, as
 * far as that tells; in ticks. A thread takes some 30 bytes and its name. The compilers' threads
 * end and start again as often as HotSpot likes, and keep their ids.
 */
final class ThreadRows {
    static final long UNKNOWN = Long.MIN_VALUE;

    private final List<ThreadPage> pages = new ArrayList<>();
    private final LaterLives later = new LaterLives();
    private int size;

    int size() {
        return size;
    }

    /** Adds a thread of which nothing is known, and tells its row. */
    int add(JfrThread thread) {
        if (size == pages.size() * ThreadPage.ROWS) {
            pages.add(new ThreadPage());
        }
        int row = size++;
        page(row).add(in(row), thread);
        return row;
    }

    private ThreadPage page(int row) {
        return pages.get(row / ThreadPage.ROWS);
    }

    private static int in(int row) {
        return row % ThreadPage.ROWS;
    }

    /** The thread, with its row as index. */
    JfrThread thread(int row) {
        return page(row).thread(in(row), row);
    }

    /** The same as asking the thread, which takes longer. */
    boolean isVirtual(int row) {
        return page(row).isVirtual(in(row));
    }

    /** When it first started, as told by an event of its own. */
    private long start(int row) {
        return page(row).start(in(row));
    }

    /** When it started, if it was not there before. */
    long birth(int row) {
        return endedFirst(row) ? UNKNOWN : start(row);
    }

    /** Whether it ended before it started: it was there before. */
    private boolean endedFirst(int row) {
        // Not known is below all times.
        return firstEnd(row) != UNKNOWN && firstEnd(row) < start(row);
    }

    private long firstEnd(int row) {
        return page(row).firstEnd(in(row));
    }

    /** When it last ended, as told by an event of its own. */
    long end(int row) {
        return page(row).lastEnd(in(row));
    }

    /** When it was last heard of; {@link #UNKNOWN} where that is not known, or its end is. */
    long lastHeard(int row) {
        return end(row) == UNKNOWN ? page(row).lastHeard(in(row)) : UNKNOWN;
    }

    /**
     * From now on nothing is known of any thread's start and end, and no more can be learnt. Of
     * those that end no one knows where it stays known when they were last heard of.
     */
    void forgetLives() {
        for (int row = 0; row < size; row++) {
            if (page(row).lastHeard(in(row)) != UNKNOWN) {
                page(row).setLastHeard(in(row), lastHeard(row));
            }
        }
        pages.forEach(ThreadPage::forgetLives);
    }

    /** A stack of it, to name it by; {@link JfrRecord#NONE} without one. */
    long firstStack(int row) {
        return page(row).firstStack(in(row));
    }

    /** Whether more is known of it than that it started and ended. */
    boolean isBusy(int row) {
        return page(row).isBusy(in(row));
    }

    void starts(int row, long ticks) {
        if (start(row) != UNKNOWN) {
            later.starts(row, Math.max(start(row), ticks));
        }
        setStart(row, ticks);
    }

    private void setStart(int row, long ticks) {
        page(row).setStart(in(row), earlier(start(row), ticks));
    }

    private static long earlier(long known, long ticks) {
        return known == UNKNOWN ? ticks : Math.min(known, ticks);
    }

    void ends(int row, long ticks) {
        if (firstEnd(row) != UNKNOWN) {
            later.ends(row, Math.max(firstEnd(row), ticks));
        }
        setEnds(row, ticks);
    }

    /** Whether one of its lives ended next to a time. */
    boolean endsNear(int row, long ticks, long tolerance) {
        boolean isFirst = firstEnd(row) != UNKNOWN && isNear(firstEnd(row), ticks, tolerance);
        boolean isLast = end(row) != UNKNOWN && isNear(end(row), ticks, tolerance);
        return isFirst || isLast || later.endsNear(row, ticks, tolerance);
    }

    static boolean isNear(long end, long ticks, long tolerance) {
        return Math.abs(ticks - end) <= tolerance;
    }

    /** When it last started up to a time; {@link #UNKNOWN} where that is not known. */
    long lastStart(int row, long ticks) {
        long first = start(row) <= ticks ? start(row) : UNKNOWN;
        return Math.max(first, later.lastStart(row, ticks));
    }

    private void setEnds(int row, long ticks) {
        // Not known is below all times.
        long last = Math.max(end(row), ticks);
        page(row).setEnds(in(row), earlier(firstEnd(row), ticks), last);
    }

    /** Something was heard of it, or it was named. */
    void isHeard(int row, long ticks) {
        // Not known is below all times.
        page(row).setLastHeard(in(row), Math.max(page(row).lastHeard(in(row)), ticks));
    }

    void isSeen(int row, long stack) {
        page(row).setBusy(in(row));
        nameBy(row, stack);
    }

    /** Gives it a stack to name it by, if it has none yet. */
    void nameBy(int row, long stack) {
        if (firstStack(row) == JfrRecord.NONE) {
            page(row).setFirstStack(in(row), stack);
        }
    }

    /**
     * Takes in what others know of a thread.
     *
     * @param clock tells their ticks as those here
     */
    void merge(int row, ThreadRows others, int other, ChunkClock clock) {
        if (others.start(other) != UNKNOWN) {
            setStart(row, clock.ticks(others.start(other)));
        }
        if (others.end(other) != UNKNOWN) {
            setEnds(row, clock.ticks(others.firstEnd(other)));
            setEnds(row, clock.ticks(others.end(other)));
        }
        if (others.lastHeard(other) != UNKNOWN) {
            isHeard(row, clock.ticks(others.lastHeard(other)));
        }
        if (others.isBusy(other)) {
            page(row).setBusy(in(row));
        }
        nameBy(row, others.firstStack(other));
    }
}
