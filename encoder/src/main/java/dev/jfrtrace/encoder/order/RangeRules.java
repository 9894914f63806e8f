package dev.jfrtrace.encoder.order;

import dev.jfrtrace.encoder.format.EventType;
import dev.jfrtrace.encoder.format.GoStatus;
import dev.jfrtrace.encoder.format.Limits;

/**
 * Ranges of time: a stopped world, the GC's mark phase, sweeps and mark assists. Their owners are a
 * goroutine, the trace as a whole, a proc, and a goroutine.
 */
final class RangeRules {
    private enum Gc {
        UNDETERMINED,
        NOT_RUNNING,
        RUNNING
    }

    private final TraceState state;
    private final ProcRules procs;
    private Gc gc = Gc.UNDETERMINED;
    private long gcSequence;
    private long gcThread = Limits.NONE;
    private int openStws;

    RangeRules(TraceState state, ProcRules procs) {
        this.state = state;
        this.procs = procs;
    }

    boolean isStopped() {
        return openStws > 0;
    }

    boolean gcRuns() {
        return gc == Gc.RUNNING;
    }

    /** The thread of the last GC event, or {@link Limits#NONE}. */
    long gcThread() {
        return gcThread;
    }

    long nextGcSequence() {
        return gcSequence + 1;
    }

    /** Whether a ProcsChange has counted the proc, so that the MMU page has room for it. */
    boolean isCounted(ProcState proc) {
        return proc.id < procs.lastProcs();
    }

    // A stopped world.

    OrderRule stwBegin(Step event) {
        OrderRule broken = event.needsLiveGoroutine();
        if (broken != null) {
            return broken;
        }
        OpenRanges open = event.goroutine.ranges();
        if (open.contains(EventType.STW_BEGIN, event.a0)) {
            return OrderRule.R27;
        }
        open.add(EventType.STW_BEGIN, event.a0);
        openStws++;
        return null;
    }

    OrderRule stwEnd(Step event) {
        OrderRule broken = event.needsLiveGoroutine();
        if (broken != null) {
            return broken;
        }
        if (!event.goroutine.ranges().end(EventType.STW_BEGIN)) {
            return OrderRule.R28;
        }
        openStws--;
        return null;
    }

    /** The goroutine ends; what is open on it will never be ended. */
    void abandon(GoState ended) {
        if (ended.hasOpenRanges()) {
            openStws -= ended.ranges().count(EventType.STW_BEGIN);
        }
    }

    // The GC's mark phase. Its sequence counts on over generations.

    OrderRule gcActive(Step event) {
        if (state.isFirstGeneration()) {
            if (gc != Gc.UNDETERMINED) {
                return OrderRule.R31;
            }
            return state.viewers ? OrderRule.V17 : gcAdvance(event, Gc.RUNNING);
        }
        return gcNext(event, Gc.RUNNING, Gc.RUNNING);
    }

    OrderRule gcBegin(Step event) {
        // The first GC event may stand anywhere and sets the sequence.
        return gc == Gc.UNDETERMINED
                ? gcAdvance(event, Gc.RUNNING)
                : gcNext(event, Gc.NOT_RUNNING, Gc.RUNNING);
    }

    OrderRule gcEnd(Step event) {
        return gcNext(event, Gc.RUNNING, Gc.NOT_RUNNING);
    }

    private OrderRule gcNext(Step event, Gc from, Gc to) {
        if (event.a0 != gcSequence + 1) {
            return OrderRule.R30;
        }
        if (gc != from) {
            return from == Gc.RUNNING ? OrderRule.R32 : OrderRule.R31;
        }
        OrderRule broken = event.needsUserGoroutine();
        return broken != null ? broken : gcAdvance(event, to);
    }

    private OrderRule gcAdvance(Step event, Gc to) {
        gc = to;
        gcSequence = event.a0;
        gcThread = event.threadId;
        return null;
    }

    // Sweeps, one at a time on a proc.

    OrderRule sweepActive(Step event) {
        ProcState swept = state.procs.get(event.a0);
        if (swept == null || swept.inSweep == state.isFirstGeneration()) {
            return OrderRule.R29;
        }
        if (state.viewers && state.isFirstGeneration()) {
            return OrderRule.V17;
        }
        swept.inSweep = true;
        return null;
    }

    OrderRule sweepBegin(Step event) {
        OrderRule broken = event.needsProc();
        if (broken != null) {
            return broken;
        }
        if (event.proc.inSweep) {
            return OrderRule.R27;
        }
        if (state.viewers && !isCounted(event.proc)) {
            return OrderRule.V15;
        }
        event.proc.inSweep = true;
        return null;
    }

    OrderRule sweepEnd(Step event) {
        OrderRule broken = event.needsProc();
        if (broken != null) {
            return broken;
        }
        if (!event.proc.inSweep) {
            return OrderRule.R28;
        }
        event.proc.inSweep = false;
        return null;
    }

    // Mark assists, one at a time on a goroutine, which may block meanwhile.

    OrderRule markAssistActive(Step event) {
        GoState assisting = state.goroutines.get(event.a0);
        if (assisting == null || assisting.inMarkAssist() == state.isFirstGeneration()) {
            return OrderRule.R29;
        }
        if (!state.isFirstGeneration()) {
            return null;
        }
        if (state.viewers) {
            return OrderRule.V17;
        }
        assisting.ranges().add(EventType.GC_MARK_ASSIST_BEGIN, 0);
        return null;
    }

    OrderRule markAssistBegin(Step event) {
        OrderRule broken = event.needsLiveGoroutine();
        if (broken != null) {
            return broken;
        }
        GoState assisting = event.goroutine;
        if (assisting.inMarkAssist()) {
            return OrderRule.R27;
        }
        if (state.viewers && (assisting.status != GoStatus.RUNNING || !isCounted(event.proc))) {
            return OrderRule.V15;
        }
        assisting.ranges().add(EventType.GC_MARK_ASSIST_BEGIN, 0);
        return null;
    }

    OrderRule markAssistEnd(Step event) {
        OrderRule broken = event.needsLiveGoroutine();
        if (broken != null) {
            return broken;
        }
        return event.goroutine.ranges().end(EventType.GC_MARK_ASSIST_BEGIN) ? null : OrderRule.R28;
    }

    /** HeapAlloc and HeapGoal. */
    OrderRule heapMetric(Step event) {
        return event.needsProc();
    }
}
