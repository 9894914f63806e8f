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

    /** The generation of the last GC event. */
    private long gcGeneration;

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

    /**
     * What a viewer, or a reader that starts with this generation, wants of a range that is said to
     * be open since the last one.
     *
     * @param lastGeneration where the range began or was stated last
     */
    private OrderRule mayBeActive(long lastGeneration) {
        if (!state.viewers) {
            return null;
        }
        if (state.isFirstGeneration()) {
            return OrderRule.V17;
        }
        return lastGeneration == state.generation ? OrderRule.V21 : null;
    }

    // A stopped world.

    OrderRule stwBegin(Step event) {
        OrderRule broken = event.needsLiveGoroutine();
        if (broken != null) {
            return broken;
        }
        OpenRanges open = event.goroutine().ranges();
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
        if (!event.goroutine().ranges().end(EventType.STW_BEGIN)) {
            return OrderRule.R28;
        }
        event.effect.stwKind = event.goroutine().ranges().endedKind();
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
        OrderRule broken =
                state.isFirstGeneration() ? gcFirst() : gcNext(event, Gc.RUNNING, OrderRule.R32);
        if (broken == null) {
            broken = mayBeActive(gcGeneration);
        }
        return broken != null ? broken : gcAdvance(event, Gc.RUNNING);
    }

    OrderRule gcBegin(Step event) {
        // The first GC event may stand anywhere and sets the sequence.
        OrderRule broken =
                gc == Gc.UNDETERMINED ? null : gcNext(event, Gc.NOT_RUNNING, OrderRule.R31);
        return broken != null ? broken : gcAdvance(event, Gc.RUNNING);
    }

    OrderRule gcEnd(Step event) {
        OrderRule broken = gcNext(event, Gc.RUNNING, OrderRule.R32);
        return broken != null ? broken : gcAdvance(event, Gc.NOT_RUNNING);
    }

    private OrderRule gcFirst() {
        return gc == Gc.UNDETERMINED ? null : OrderRule.R31;
    }

    private OrderRule gcNext(Step event, Gc expected, OrderRule otherwise) {
        if (event.a0 != gcSequence + 1) {
            return OrderRule.R30;
        }
        return gc == expected ? event.needsUserGoroutine() : otherwise;
    }

    private OrderRule gcAdvance(Step event, Gc to) {
        gc = to;
        gcSequence = event.a0;
        gcThread = event.threadId;
        gcGeneration = state.generation;
        return null;
    }

    // Sweeps, one at a time on a proc.

    OrderRule sweepActive(Step event) {
        ProcState swept = state.procs.get(event.a0);
        if (swept == null || swept.inSweep == state.isFirstGeneration()) {
            return OrderRule.R29;
        }
        OrderRule broken = mayBeActive(swept.sweepGeneration);
        if (broken == null) {
            noteSweep(swept);
        }
        return broken;
    }

    private void noteSweep(ProcState swept) {
        swept.inSweep = true;
        swept.sweepGeneration = state.generation;
    }

    OrderRule sweepBegin(Step event) {
        OrderRule broken = event.needsProc();
        if (broken != null) {
            return broken;
        }
        if (event.proc().inSweep) {
            return OrderRule.R27;
        }
        if (state.viewers && !isCounted(event.proc())) {
            return OrderRule.V15;
        }
        noteSweep(event.proc());
        return null;
    }

    OrderRule sweepEnd(Step event) {
        OrderRule broken = event.needsProc();
        if (broken != null) {
            return broken;
        }
        if (!event.proc().inSweep) {
            return OrderRule.R28;
        }
        event.proc().inSweep = false;
        return null;
    }

    // Mark assists, one at a time on a goroutine, which may block meanwhile.

    OrderRule markAssistActive(Step event) {
        GoState assisting = state.goroutines.get(event.a0);
        if (assisting == null || assisting.inMarkAssist() == state.isFirstGeneration()) {
            return OrderRule.R29;
        }
        OrderRule broken = mayBeActive(assisting.assistGeneration);
        if (broken == null) {
            noteAssist(assisting);
        }
        return broken;
    }

    private void noteAssist(GoState assisting) {
        if (!assisting.inMarkAssist()) {
            assisting.ranges().add(EventType.GC_MARK_ASSIST_BEGIN, 0);
        }
        assisting.assistGeneration = state.generation;
    }

    OrderRule markAssistBegin(Step event) {
        OrderRule broken = event.needsLiveGoroutine();
        if (broken != null) {
            return broken;
        }
        GoState assisting = event.goroutine();
        if (assisting.inMarkAssist()) {
            return OrderRule.R27;
        }
        if (state.viewers && (!assisting.is(GoStatus.RUNNING) || !isCounted(event.proc()))) {
            return OrderRule.V15;
        }
        noteAssist(assisting);
        return null;
    }

    OrderRule markAssistEnd(Step event) {
        OrderRule broken = event.needsLiveGoroutine();
        if (broken != null) {
            return broken;
        }
        return event.goroutine().ranges().end(EventType.GC_MARK_ASSIST_BEGIN)
                ? null
                : OrderRule.R28;
    }

    /** HeapAlloc and HeapGoal. */
    OrderRule heapMetric(Step event) {
        return event.needsProc();
    }
}
