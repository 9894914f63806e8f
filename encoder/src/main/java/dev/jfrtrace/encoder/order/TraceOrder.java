package dev.jfrtrace.encoder.order;

import dev.jfrtrace.encoder.format.EventType;
import dev.jfrtrace.encoder.format.Limits;
import java.util.function.Consumer;

/**
 * The state that a trace has reached, and the judge of what may come next. One instance follows one
 * trace from its first event to its last:
 *
 * <pre>
 * order.beginGeneration(1);
 * OrderRule broken = order.advance(EventType.GO_START, thread, goroutine, sequence, 0, 0, null);
 * </pre>
 *
 * <p>An event goes to its handler by the table at the end of this class, as in Go's reader; the
 * handlers are in {@link ProcRules}, {@link GoroutineRules}, {@link SyscallRules}, {@link
 * RangeRules} and {@link AnnotationRules}. Each reads the {@link Step} and the {@link TraceState},
 * decides, and only then changes the state.
 *
 * <p>Not thread-safe.
 */
public final class TraceOrder {
    /**
     * Judges one event; answers with the rule that it breaks, or {@code null} and has its effect.
     */
    @FunctionalInterface
    private interface Handler {
        OrderRule judge(Step event);
    }

    private final Step step = new Step();
    private final TraceState state;
    private final ProcRules procs;
    private final RangeRules ranges;
    private final Handler[] handlers;
    private ThreadState lastThread;

    /**
     * @param viewersRules whether the rules V are judged too, as a writer wants; a reader that
     *     shall agree with Go's judges R alone
     */
    public TraceOrder(boolean viewersRules) {
        state = new TraceState(viewersRules);
        procs = new ProcRules(state);
        ranges = new RangeRules(state, procs);
        handlers = handlers();
    }

    /**
     * Starts the next generation; until a status restates it, a sequence of the old one is void.
     * Takes time for each thread that the one before mentioned.
     */
    public void beginGeneration(long number) {
        state.generation = number;
        if (state.viewers) {
            state.forgetIdleThreads();
            lastThread = null;
        }
    }

    /**
     * Judges the rules that bind a whole generation.
     *
     * @param hasEvents whether the generation holds a timed event or a CPU sample
     * @return the rule that is broken, or {@code null} when the generation may end here
     */
    public OrderRule endGeneration(boolean hasEvents) {
        if (!state.viewers) {
            return null;
        }
        if (ranges.isStopped()) {
            return OrderRule.V1;
        }
        if (!hasEvents) {
            return OrderRule.V10;
        }
        return procs.areCounted() ? null : OrderRule.V4;
    }

    /** Whether a stop-the-world range is open, so that the generation may not end (rule V1). */
    public boolean isStopped() {
        return ranges.isStopped();
    }

    /**
     * Tries one event. Arguments are those of the {@linkplain EventType#args() table} without the
     * time; missing ones are 0.
     *
     * <p>An event that is refused changes nothing. There is one exception where the rules V are not
     * judged: the thread counts as mentioned, as it does for Go's reader.
     *
     * @param m the thread of the event's batch, or {@link Limits#NONE}
     * @param name the text of the event's string argument, where the event has one (of a log: null)
     * @return {@code null} when the event may stand here and its effect is now part of the state,
     *     or the rule that it breaks
     */
    public OrderRule advance(
            EventType event, long m, long arg0, long arg1, long arg2, long arg3, String name) {
        Handler handler = handlers[event.ordinal()];
        if (handler == null) {
            return OrderRule.R5;
        }
        if (m != Limits.NONE && state.viewers && !Limits.isUsableId(m)) {
            return OrderRule.V8;
        }
        state.noteEvent();
        ThreadState known = m == Limits.NONE ? null : thread(m);
        boolean mentions = known == null && m != Limits.NONE;
        step.threadId = m;
        step.a0 = arg0;
        step.a1 = arg1;
        step.a2 = arg2;
        step.load(event, mentions ? state.newThread(m) : known, name == null ? "" : name);
        if (step.goroutine != null && step.goroutine.gone) {
            renewGoroutine();
        }
        step.effect.load(step);
        OrderRule broken = handler.judge(step);
        if (broken != null && mentions && state.viewers) {
            state.threads.remove(m);
            lastThread = null;
        }
        return broken;
    }

    /** Events of one thread come in a row, more often than not. */
    private ThreadState thread(long m) {
        if (lastThread == null || lastThread.id != m) {
            lastThread = state.threads.get(m);
        }
        return lastThread;
    }

    /** The thread holds the id of a goroutine that has ended; it may be another's by now. */
    private void renewGoroutine() {
        GoState now = state.goroutines.get(step.goroutine.id);
        if (now != null) {
            step.thread.goroutine = now;
            step.goroutine = now;
        }
    }

    /** What the event did that {@link #advance} took last; overwritten by the next call of it. */
    public Effect effect() {
        return step.effect;
    }

    // What a writer asks to number, restate and close.

    /** The sequence that the proc's next ProcStart, ProcSteal or GoSyscallBegin must carry. */
    public long nextProcSequence(long p) {
        ProcState known = state.procs.get(p);
        return known == null ? 1 : known.sequence.next();
    }

    /** The same for the proc that thread {@code m} holds; 1 when it holds none. */
    public long nextProcSequenceOf(long m) {
        ThreadState holder = state.threads.get(m);
        return holder == null || holder.proc == null ? 1 : holder.proc.sequence.next();
    }

    /** The sequence that the goroutine's next GoStart, GoUnblock or GoSwitch must carry. */
    public long nextGoSequence(long g) {
        GoState known = state.goroutines.get(g);
        return known == null ? 1 : known.sequence.next();
    }

    /** The sequence that the next GC event must carry. */
    public long nextGcSequence() {
        return ranges.nextGcSequence();
    }

    /** The live goroutine with this id, or {@code null}. */
    public GoState goroutine(long g) {
        return state.goroutines.get(g);
    }

    /** The goroutine that thread {@code m} holds, or {@code null}. */
    public GoState goroutineOn(long m) {
        ThreadState holder = state.threads.get(m);
        return holder == null ? null : holder.goroutine;
    }

    /** Whether thread {@code m} holds a proc and a goroutine. */
    public boolean isUserThread(long m) {
        return TraceState.isUser(state.threads.get(m));
    }

    /**
     * A thread that holds a proc and a goroutine, as most events demand: {@code preferred} if it
     * does, else any, else {@link Limits#NONE}.
     */
    public long userThread(long preferred) {
        return state.userThread(preferred);
    }

    /** Whether the goroutine was created or restated in the open generation. */
    public boolean isStated(GoState goroutine) {
        return goroutine.sequence.isOf(state.generation);
    }

    public void forEachProc(Consumer<ProcState> action) {
        state.procs.forEach(action);
    }

    public void forEachGoroutine(Consumer<GoState> action) {
        state.goroutines.forEach(action);
    }

    public int procCount() {
        return state.procs.size();
    }

    public int goroutineCount() {
        return state.goroutines.size();
    }

    public boolean gcRuns() {
        return ranges.gcRuns();
    }

    /** The thread of the last GC event, or {@link Limits#NONE}. */
    public long gcThread() {
        return ranges.gcThread();
    }

    /** The value of the last ProcsChange; 0 before the first. */
    public long lastProcs() {
        return procs.lastProcs();
    }

    /** The thread of the last ProcsChange, or {@link Limits#NONE}. */
    public long procsThread() {
        return procs.procsThread();
    }

    // The table. Events that are not in it may stand in no thread's batch (R5).

    private Handler[] handlers() {
        GoroutineRules goroutines = new GoroutineRules(state, ranges);
        SyscallRules syscalls = new SyscallRules(state, goroutines);
        AnnotationRules annotations = new AnnotationRules(state);
        Handler[] table = new Handler[EventType.values().length];

        table[EventType.PROCS_CHANGE.ordinal()] = procs::procsChange;
        table[EventType.PROC_START.ordinal()] = procs::start;
        table[EventType.PROC_STOP.ordinal()] = procs::stop;
        table[EventType.PROC_STEAL.ordinal()] = procs::steal;
        table[EventType.PROC_STATUS.ordinal()] = procs::status;

        table[EventType.GO_CREATE.ordinal()] = goroutines::create;
        table[EventType.GO_CREATE_BLOCKED.ordinal()] = goroutines::createBlocked;
        table[EventType.GO_START.ordinal()] = goroutines::start;
        table[EventType.GO_DESTROY.ordinal()] = goroutines::destroy;
        table[EventType.GO_STOP.ordinal()] = goroutines::stop;
        table[EventType.GO_BLOCK.ordinal()] = goroutines::block;
        table[EventType.GO_UNBLOCK.ordinal()] = goroutines::unblock;
        table[EventType.GO_SWITCH.ordinal()] = goroutines::switchTo;
        table[EventType.GO_SWITCH_DESTROY.ordinal()] = goroutines::switchTo;
        table[EventType.GO_STATUS.ordinal()] = goroutines::status;
        table[EventType.GO_STATUS_STACK.ordinal()] = goroutines::status;

        table[EventType.GO_CREATE_SYSCALL.ordinal()] = syscalls::create;
        table[EventType.GO_DESTROY_SYSCALL.ordinal()] = syscalls::destroy;
        table[EventType.GO_SYSCALL_BEGIN.ordinal()] = syscalls::begin;
        table[EventType.GO_SYSCALL_END.ordinal()] = syscalls::end;
        table[EventType.GO_SYSCALL_END_BLOCKED.ordinal()] = syscalls::endBlocked;

        table[EventType.STW_BEGIN.ordinal()] = ranges::stwBegin;
        table[EventType.STW_END.ordinal()] = ranges::stwEnd;
        table[EventType.GC_ACTIVE.ordinal()] = ranges::gcActive;
        table[EventType.GC_BEGIN.ordinal()] = ranges::gcBegin;
        table[EventType.GC_END.ordinal()] = ranges::gcEnd;
        table[EventType.GC_SWEEP_ACTIVE.ordinal()] = ranges::sweepActive;
        table[EventType.GC_SWEEP_BEGIN.ordinal()] = ranges::sweepBegin;
        table[EventType.GC_SWEEP_END.ordinal()] = ranges::sweepEnd;
        table[EventType.GC_MARK_ASSIST_ACTIVE.ordinal()] = ranges::markAssistActive;
        table[EventType.GC_MARK_ASSIST_BEGIN.ordinal()] = ranges::markAssistBegin;
        table[EventType.GC_MARK_ASSIST_END.ordinal()] = ranges::markAssistEnd;
        table[EventType.HEAP_ALLOC_CHANGE.ordinal()] = ranges::heapMetric;
        table[EventType.HEAP_GOAL_CHANGE.ordinal()] = ranges::heapMetric;

        table[EventType.GO_LABEL.ordinal()] = annotations::label;
        table[EventType.USER_TASK_BEGIN.ordinal()] = annotations::taskBegin;
        table[EventType.USER_TASK_END.ordinal()] = annotations::taskEnd;
        table[EventType.USER_REGION_BEGIN.ordinal()] = annotations::regionBegin;
        table[EventType.USER_REGION_END.ordinal()] = annotations::regionEnd;
        table[EventType.USER_LOG.ordinal()] = annotations::log;
        if (!state.viewers) {
            for (EventType type : EventType.values()) {
                if (type.kind() == EventType.Kind.EXPERIMENTAL) {
                    table[type.ordinal()] = Step::needsThread;
                }
            }
        }
        return table;
    }
}
