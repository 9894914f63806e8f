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
    private final Step step = new Step();
    private final TraceState state;
    private final ProcRules procs;
    private final RangeRules ranges;
    private final GoroutineRules goroutines;
    private final SyscallRules syscalls;
    private final AnnotationRules annotations;

    /**
     * @param viewersRules whether the rules V are judged too, as a writer wants; a reader that
     *     shall agree with Go's judges R alone
     */
    public TraceOrder(boolean viewersRules) {
        state = new TraceState(viewersRules);
        procs = new ProcRules(state);
        ranges = new RangeRules(state, procs);
        goroutines = new GoroutineRules(state, ranges);
        syscalls = new SyscallRules(state, goroutines);
        annotations = new AnnotationRules(state);
    }

    /**
     * Starts the next generation; until a status restates it, a sequence of the old one is void.
     * Takes time for each thread that the one before mentioned.
     */
    public void beginGeneration(long number) {
        state.generation = number;
        if (state.viewers) {
            state.forgetIdleThreads();
            step.setThread(null);
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
        if (!mayStandInBatch(event)) {
            return OrderRule.R5;
        }
        if (m != Limits.NONE && state.viewers && !Limits.isUsableId(m)) {
            return OrderRule.V8;
        }
        state.noteEvent();
        ThreadState known = m == Limits.NONE ? null : thread(m);
        boolean mentions = known == null && m != Limits.NONE;
        step.setThread(mentions ? state.newThread(m) : known);
        step.threadId = m;
        step.a0 = arg0;
        step.a1 = arg1;
        step.a2 = arg2;
        if (event.stringArgs() != 0) {
            step.setText(name == null ? "" : name);
        }
        if (step.goroutine() != null && step.goroutine().gone) {
            renewGoroutine();
        }
        step.effect.load(step);
        OrderRule broken = judge(event);
        if (broken != null && mentions && state.viewers) {
            state.threads.remove(m);
            step.setThread(null);
        }
        return broken;
    }

    /** Events of one thread come in a row, more often than not. */
    private ThreadState thread(long m) {
        ThreadState last = step.thread();
        return last != null && last.id == m ? last : state.threads.get(m);
    }

    /** The thread holds the id of a goroutine that has ended; it may be another's by now. */
    private void renewGoroutine() {
        GoState now = state.goroutines.get(step.goroutine().id);
        if (now != null) {
            step.thread().goroutine = now;
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

    /** Whether {@link #judge} has a row for the event; others may stand in no thread's batch. */
    private boolean mayStandInBatch(EventType event) {
        switch (event.kind()) {
            case TIMED:
                return event != EventType.CLOCK_SNAPSHOT;
            case EXPERIMENTAL:
                return !state.viewers;
            default:
                return false;
        }
    }

    /**
     * The table. Answers with the rule that the event breaks, or {@code null} and has its effect.
     */
    private OrderRule judge(EventType event) {
        switch (event) {
            case PROCS_CHANGE:
                return procs.procsChange(step);
            case PROC_START:
                return procs.start(step);
            case PROC_STOP:
                return procs.stop(step);
            case PROC_STEAL:
                return procs.steal(step);
            case PROC_STATUS:
                return procs.status(step);
            case GO_CREATE:
                return goroutines.create(step);
            case GO_CREATE_BLOCKED:
                return goroutines.createBlocked(step);
            case GO_START:
                return goroutines.start(step);
            case GO_DESTROY:
                return goroutines.destroy(step);
            case GO_STOP:
                return goroutines.stop(step);
            case GO_BLOCK:
                return goroutines.block(step);
            case GO_UNBLOCK:
                return goroutines.unblock(step);
            case GO_SWITCH:
                return goroutines.switchTo(step);
            case GO_SWITCH_DESTROY:
                return goroutines.switchAndEnd(step);
            case GO_STATUS:
            case GO_STATUS_STACK:
                return goroutines.status(step);
            case GO_CREATE_SYSCALL:
                return syscalls.create(step);
            case GO_DESTROY_SYSCALL:
                return syscalls.destroy(step);
            case GO_SYSCALL_BEGIN:
                return syscalls.begin(step);
            case GO_SYSCALL_END:
                return syscalls.end(step);
            case GO_SYSCALL_END_BLOCKED:
                return syscalls.endBlocked(step);
            case STW_BEGIN:
                return ranges.stwBegin(step);
            case STW_END:
                return ranges.stwEnd(step);
            case GC_ACTIVE:
                return ranges.gcActive(step);
            case GC_BEGIN:
                return ranges.gcBegin(step);
            case GC_END:
                return ranges.gcEnd(step);
            case GC_SWEEP_ACTIVE:
                return ranges.sweepActive(step);
            case GC_SWEEP_BEGIN:
                return ranges.sweepBegin(step);
            case GC_SWEEP_END:
                return ranges.sweepEnd(step);
            case GC_MARK_ASSIST_ACTIVE:
                return ranges.markAssistActive(step);
            case GC_MARK_ASSIST_BEGIN:
                return ranges.markAssistBegin(step);
            case GC_MARK_ASSIST_END:
                return ranges.markAssistEnd(step);
            case HEAP_ALLOC_CHANGE:
            case HEAP_GOAL_CHANGE:
                return ranges.heapMetric(step);
            case GO_LABEL:
                return annotations.label(step);
            case USER_TASK_BEGIN:
                return annotations.taskBegin(step);
            case USER_TASK_END:
                return annotations.taskEnd(step);
            case USER_REGION_BEGIN:
                return annotations.regionBegin(step);
            case USER_REGION_END:
                return annotations.regionEnd(step);
            case USER_LOG:
                return annotations.log(step);
            default:
                return step.needsThread();
        }
    }
}
