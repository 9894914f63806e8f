package dev.jfrtrace.encoder;

import dev.jfrtrace.encoder.format.EventType;
import dev.jfrtrace.encoder.format.Limits;
import dev.jfrtrace.encoder.order.GoState;
import dev.jfrtrace.encoder.order.ProcState;
import dev.jfrtrace.encoder.order.TraceOrder;

/** States anew in a generation what is alive, so that it stands by itself. */
final class Restatement {
    private final TraceEncoder encoder;
    private final TraceOrder order;

    /** Whether all goroutines are stated where the generation starts, or each at first touch. */
    private boolean isOfAll;

    private boolean owesProcs;

    Restatement(TraceEncoder encoder, TraceOrder order) {
        this.encoder = encoder;
        this.order = order;
    }

    /** A generation begins, in which nothing is stated yet. */
    void begin(boolean ofAll) {
        isOfAll = ofAll;
        owesProcs = false;
    }

    /**
     * States procs, then the goroutines that they run, then the rest, then what the MMU and the GC
     * need. Procs first: a goroutine that is Running on a thread without a proc crashes viewers
     * (V5).
     */
    void all() {
        order.forEachProc(this::state);
        if (isOfAll) {
            order.forEachGoroutine(this::stateUnbound);
        }
        owesProcs = order.lastProcs() > 0;
        countProcs(order.userThread(order.procsThread()));
        if (order.gcRuns()) {
            encoder.gcActive(order.userThread(order.gcThread()), encoder.lastTime());
        }
    }

    /** Makes sure that a goroutine is stated. */
    void touch(long g) {
        if (isOfAll) {
            return;
        }
        GoState goroutine = order.goroutine(g);
        if (goroutine != null) {
            stateUnbound(goroutine);
        }
    }

    /** An event of a thread was taken: what could not be stated before perhaps can now. */
    void follow(long m) {
        if (owesProcs) {
            countProcs(m);
        }
    }

    /**
     * Repeats the last ProcsChange. Only a thread with a proc and a goroutine can; if there is none
     * when a generation starts, the first that comes does.
     */
    private void countProcs(long m) {
        if (order.isUserThread(m)) {
            owesProcs = false;
            encoder.procsChange(m, encoder.lastTime(), order.lastProcs());
        }
    }

    private void state(ProcState proc) {
        long time = encoder.lastTime();
        encoder.procStatus(proc.thread(), time, proc.id(), proc.status());
        if (proc.inSweep()) {
            encoder.emit(EventType.GC_SWEEP_ACTIVE, Limits.NONE, time, proc.id(), 0, 0, 0, null);
        }
        GoState bound = proc.thread() == Limits.NONE ? null : order.goroutineOn(proc.thread());
        if (bound != null) {
            state(bound, proc.thread());
        }
    }

    private void stateUnbound(GoState goroutine) {
        if (!order.isStated(goroutine)) {
            state(goroutine, Limits.NONE);
        }
    }

    private void state(GoState goroutine, long m) {
        encoder.goStatus(
                m, encoder.lastTime(), goroutine.id(), goroutine.thread(), goroutine.status());
        if (goroutine.inMarkAssist()) {
            encoder.gcMarkAssistActive(Limits.NONE, encoder.lastTime(), goroutine.id());
        }
    }
}
