package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.encoder.TraceEvents;
import dev.jfrtrace.encoder.format.Limits;
import dev.jfrtrace.encoder.format.ProcStatus;
import java.util.BitSet;

/**
 * The procs that running threads hold: the one that the thread had last if it is free, so that a
 * lane shows the same thread for long, else the lowest that is free, so that lanes stay few.
 */
final class ProcPool {
    private static final int FIRST_ANNOUNCED = 8;

    /** Says how many procs there are, which takes a thread with a goroutine. */
    @FunctionalInterface
    interface Announcer {
        void announce(long time, int procs);
    }

    private final TraceEvents encoder;
    private final Announcer announcer;
    private final BitSet taken = new BitSet();

    /** How many the trace has stated. */
    private int stated = Cast.FIRST_POOLED_P;

    private int announced;

    ProcPool(TraceEvents encoder, Announcer announcer) {
        this.encoder = encoder;
        this.announcer = announcer;
        taken.set(0, Cast.FIRST_POOLED_P);
    }

    /**
     * A free proc, which is new if need be; the trace then says that there is one more.
     *
     * @param last the one to take if it is free; -1 for any
     */
    int take(int last, long time) {
        int p = last >= 0 && !taken.get(last) ? last : taken.nextClearBit(0);
        taken.set(p);
        if (p == stated) {
            stated++;
            announce(stated, time);
            // Nobody holds it yet; its id is the next free one (V3).
            encoder.procStatus(Limits.NONE, time, p, ProcStatus.IDLE);
        }
        return p;
    }

    /**
     * The trace says how many procs there are before there are more than it has said (rule V4); in
     * doublings, since viewers walk through all that were said for each of their events.
     */
    private void announce(int count, long time) {
        if (count > announced) {
            announced = Math.max(FIRST_ANNOUNCED, announced * 2);
            announcer.announce(time, announced);
        }
    }

    void give(int p) {
        taken.clear(p);
    }
}
