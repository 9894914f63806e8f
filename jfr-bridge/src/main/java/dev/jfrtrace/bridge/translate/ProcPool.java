package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.encoder.TraceEvents;
import dev.jfrtrace.encoder.format.Limits;
import dev.jfrtrace.encoder.format.ProcStatus;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

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

    /** Who has each proc; {@code null} for nobody. */
    private final List<TracedThread> holders = new ArrayList<>();

    /** How many the trace has stated. */
    private int stated = Cast.FIRST_POOLED_P;

    private int announced = Cast.FIRST_POOLED_P;

    ProcPool(TraceEvents encoder, Announcer announcer) {
        this.encoder = encoder;
        this.announcer = announcer;
        taken.set(0, Cast.FIRST_POOLED_P);
    }

    /** Gives the thread a proc to run on, a new one if need be. */
    void take(TracedThread thread, long time) {
        TracedThread host = thread.host();
        int p = freeProc(host.lastP, time);
        host.lastP = p;
        thread.p = p;
        thread.m = host.ownM != Limits.NONE ? host.ownM : Cast.FIRST_CARRIER_M + p;
        while (holders.size() <= p) {
            holders.add(null);
        }
        holders.set(p, thread);
    }

    /** The last one if that is free; a new one is said to be there. */
    private int freeProc(int last, long time) {
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

    /** How many procs the trace says that there are, the VM's among them. */
    int announced() {
        return announced;
    }

    /** The thread does not run any more. */
    void give(TracedThread thread) {
        taken.clear(thread.p);
        holders.set(thread.p, null);
        thread.p = -1;
    }

    /** Procs are numbered from {@link Cast#FIRST_POOLED_P} up to here, exclusive. */
    int count() {
        return holders.size();
    }

    /** Who has a proc; {@code null} for nobody. */
    TracedThread holder(int p) {
        return holders.get(p);
    }
}
