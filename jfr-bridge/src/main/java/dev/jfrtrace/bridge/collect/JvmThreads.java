package dev.jfrtrace.bridge.collect;

import java.util.function.LongUnaryOperator;

/** The threads of a JVM. Each is made when it is asked for: there may be millions. */
public final class JvmThreads {
    private final ThreadRows rows;
    private final LongUnaryOperator time;

    /**
     * Those in some rows.
     *
     * @param time tells ticks as time of the trace
     */
    JvmThreads(ThreadRows rows, LongUnaryOperator time) {
        this.rows = rows;
        this.time = time;
    }

    /** Indexes are below this. */
    public int size() {
        return rows.size();
    }

    /** The thread with an index. */
    public JvmThread get(int index) {
        return new JvmThread(
                index,
                rows.thread(index),
                time(rows.birth(index)),
                time(rows.end(index)),
                rows.firstStack(index),
                rows.isBusy(index));
    }

    /** Nobody will ask any more when a thread started and ended: that is unknown from now on. */
    public void forgetLives() {
        rows.forgetLives();
    }

    private long time(long ticks) {
        return ticks == ThreadRows.UNKNOWN ? JvmThread.UNKNOWN : time.applyAsLong(ticks);
    }
}
