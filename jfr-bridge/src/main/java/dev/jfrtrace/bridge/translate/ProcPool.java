package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.encoder.TraceEncoder;
import java.util.BitSet;

/**
 * The procs that running threads hold: the one that the thread had last if it is free, so that a
 * lane shows the same thread for long, else the lowest that is free, so that lanes stay few.
 */
final class ProcPool {
    private final TraceEncoder encoder;
    private final BitSet taken = new BitSet();

    ProcPool(TraceEncoder encoder) {
        this.encoder = encoder;
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
        if (p == encoder.procCount()) {
            encoder.addIdleProc(time);
            encoder.procsChange(Cast.VM_M, time, encoder.procCount());
        }
        return p;
    }

    void give(int p) {
        taken.clear(p);
    }
}
