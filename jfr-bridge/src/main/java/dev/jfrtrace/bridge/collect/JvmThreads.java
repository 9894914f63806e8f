package dev.jfrtrace.bridge.collect;

import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;

/** The threads of a JVM. Each is made when it is asked for: there may be millions. */
public final class JvmThreads {
    private final ThreadRows rows;
    private final LongUnaryOperator time;
    private final UntoldEnds untold;

    /**
     * Those in some rows.
     *
     * @param time tells ticks as time of the trace
     * @param untold where those end whose end is not known
     */
    JvmThreads(ThreadRows rows, LongUnaryOperator time, UntoldEnds untold) {
        this.rows = rows;
        this.time = time;
        this.untold = untold;
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
                takenEnd(index),
                rows.firstStack(index),
                rows.isBusy(index));
    }

    private long takenEnd(int index) {
        long heard = time(rows.lastHeard(index));
        return heard == JvmThread.UNKNOWN ? heard : untold.behind(heard);
    }

    /** Whether a thread is taken to end somewhere. */
    boolean haveTakenEnds() {
        return IntStream.range(0, size()).anyMatch(row -> takenEnd(row) != JvmThread.UNKNOWN);
    }

    /**
     * Nobody will ask any more when a thread started and ended, but for where it is taken to end:
     * that is unknown from now on.
     */
    public void forgetLives() {
        rows.forgetLives();
    }

    private long time(long ticks) {
        return ticks == ThreadRows.UNKNOWN ? JvmThread.UNKNOWN : time.applyAsLong(ticks);
    }
}
