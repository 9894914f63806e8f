package dev.jfrtrace.encoder.order;

import dev.jfrtrace.encoder.format.EventType;
import dev.jfrtrace.encoder.format.GoStatus;
import dev.jfrtrace.encoder.format.Limits;
import dev.jfrtrace.encoder.format.ProcStatus;
import dev.jfrtrace.encoder.util.LongMap;
import java.util.HashSet;
import java.util.Set;
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
 * <p>{@link #advance} changes nothing when it answers with a rule. Not thread-safe.
 */
public final class TraceOrder {
    private enum GcState {
        UNDETERMINED,
        NOT_RUNNING,
        RUNNING
    }

    private static final int FIRST_THREADS = 16;

    private final LongMap<ThreadState> threads = new LongMap<>();
    private final LongMap<ProcState> procs = new LongMap<>();
    private final LongMap<GoState> goroutines = new LongMap<>();
    private final Set<Long> activeTasks = new HashSet<>(FIRST_THREADS);
    private final boolean viewersRules;

    private long generation;
    private long firstGeneration;
    private long gcSequence;
    private GcState gc = GcState.UNDETERMINED;
    private long gcThread;
    private long lastProcs;
    private long procsThread = Limits.NONE;
    private long procsGeneration;
    private int openStws;

    // What is being judged; fields, so that each handler has the same short signature.
    private EventType type;
    private long threadId;
    private ThreadState thread;
    private ProcState proc;
    private GoState goroutine;
    private long a0;
    private long a1;
    private long a2;
    private String text;

    /**
     * @param viewersRules whether the rules V are judged too, as a writer wants; a reader that
     *     shall agree with Go's judges R alone
     */
    public TraceOrder(boolean viewersRules) {
        this.viewersRules = viewersRules;
    }

    /**
     * Starts the next generation; until a status restates it, a sequence of the old one is void.
     */
    public void beginGeneration(long number) {
        generation = number;
        if (firstGeneration == 0) {
            firstGeneration = number;
        }
    }

    /**
     * Judges the rules that bind a whole generation.
     *
     * @param hasEvents whether the generation holds a timed event or a CPU sample
     * @return the rule that is broken, or {@code null} when the generation may end here
     */
    public OrderRule endGeneration(boolean hasEvents) {
        if (!viewersRules) {
            return null;
        }
        if (openStws > 0) {
            return OrderRule.V1;
        }
        if (!hasEvents) {
            return OrderRule.V10;
        }
        boolean declared = procsGeneration == generation && lastProcs >= procs.size();
        return declared ? null : OrderRule.V4;
    }

    /** Whether a stop-the-world range is open, so that the generation may not end (rule V1). */
    public boolean isStopped() {
        return openStws > 0;
    }

    /**
     * Tries one event. Arguments are those of the {@linkplain EventType#args() table} without the
     * time; missing ones are 0.
     *
     * @param m the thread of the event's batch, or {@link Limits#NONE}
     * @param name the text of the event's string argument, where the event has one (of a log: null)
     * @return {@code null} when the event may stand here and its effect is now part of the state,
     *     or the rule that it breaks
     */
    public OrderRule advance(
            EventType event, long m, long arg0, long arg1, long arg2, long arg3, String name) {
        if (viewersRules && m != Limits.NONE && !Limits.isUsableId(m)) {
            return OrderRule.V8;
        }
        type = event;
        threadId = m;
        thread = m == Limits.NONE ? null : threadState(m);
        proc = thread == null ? null : thread.proc;
        goroutine = thread == null ? null : thread.goroutine;
        a0 = arg0;
        a1 = arg1;
        a2 = arg2;
        text = name;
        return judge();
    }

    private OrderRule judge() {
        switch (type) {
            case PROC_STATUS:
                return procStatus();
            case PROC_START:
                return procStart();
            case PROC_STOP:
                return procStop();
            case PROC_STEAL:
                return procSteal();
            case GO_STATUS:
            case GO_STATUS_STACK:
                return goStatus();
            case GO_CREATE:
                return goCreate(GoStatus.RUNNABLE);
            case GO_CREATE_BLOCKED:
                return goCreate(GoStatus.WAITING);
            case GO_CREATE_SYSCALL:
                return goCreateSyscall();
            case GO_START:
                return goStart();
            case GO_STOP:
                return goLeave(GoStatus.RUNNABLE);
            case GO_BLOCK:
                return goLeave(GoStatus.WAITING);
            case GO_DESTROY:
                return goDestroy();
            case GO_UNBLOCK:
                return goUnblock();
            case GO_SWITCH:
            case GO_SWITCH_DESTROY:
                return goSwitch();
            case GO_SYSCALL_BEGIN:
                return syscallBegin();
            case GO_SYSCALL_END:
                return syscallEnd();
            case GO_SYSCALL_END_BLOCKED:
                return syscallEndBlocked();
            case GO_DESTROY_SYSCALL:
                return goDestroySyscall();
            default:
                return judgeRangeOrAnnotation();
        }
    }

    private OrderRule judgeRangeOrAnnotation() {
        switch (type) {
            case STW_BEGIN:
                return stwBegin();
            case STW_END:
                return stwEnd();
            case GC_ACTIVE:
                return gcActive();
            case GC_BEGIN:
                return gcBegin();
            case GC_END:
                return gcEnd();
            case GC_SWEEP_ACTIVE:
                return sweepActive();
            case GC_SWEEP_BEGIN:
                return sweepBegin();
            case GC_SWEEP_END:
                return sweepEnd();
            case GC_MARK_ASSIST_ACTIVE:
                return markAssistActive();
            case GC_MARK_ASSIST_BEGIN:
                return markAssistBegin();
            case GC_MARK_ASSIST_END:
                return markAssistEnd();
            case HEAP_ALLOC_CHANGE:
            case HEAP_GOAL_CHANGE:
                return needsProc();
            case PROCS_CHANGE:
                return procsChange();
            case GO_LABEL:
                return goLabel();
            case USER_TASK_BEGIN:
                return taskBegin();
            case USER_TASK_END:
                return taskEnd();
            case USER_REGION_BEGIN:
                return regionBegin();
            case USER_REGION_END:
                return regionEnd();
            case USER_LOG:
                return needsUserGoroutine();
            default:
                return OrderRule.R5;
        }
    }

    // Context.

    private OrderRule needsThread() {
        return thread == null ? OrderRule.R1 : null;
    }

    private OrderRule needsProc() {
        OrderRule broken = needsThread();
        return broken != null ? broken : proc == null ? OrderRule.R2 : null;
    }

    /** The context of nearly all events of a goroutine: a thread with a proc and a goroutine. */
    private OrderRule needsUserGoroutine() {
        OrderRule broken = needsProc();
        return broken != null ? broken : goroutine == null ? OrderRule.R3 : null;
    }

    private OrderRule needsRunningGoroutine() {
        OrderRule broken = needsUserGoroutine();
        return broken != null
                ? broken
                : goroutine.status != GoStatus.RUNNING ? OrderRule.R20 : null;
    }

    private OrderRule needsSyscallGoroutine() {
        OrderRule broken = needsThread();
        if (broken != null) {
            return broken;
        }
        if (goroutine == null) {
            return OrderRule.R3;
        }
        return goroutine.status != GoStatus.SYSCALL ? OrderRule.R24 : null;
    }

    // Procs.

    private OrderRule procStatus() {
        ProcStatus status = ProcStatus.ofNumber(a1);
        if (status == ProcStatus.BAD) {
            return OrderRule.R6;
        }
        ProcState known = procs.get(a0);
        boolean binds = status == ProcStatus.RUNNING || status == ProcStatus.SYSCALL;
        if (known == null) {
            if (viewersRules && a0 != procs.size()) {
                return OrderRule.V3;
            }
        } else if (status == ProcStatus.SYSCALL_ABANDONED && known.status == ProcStatus.SYSCALL) {
            // The proc is about to be stolen from a thread that is not telling: no contradiction.
            known.sequence.reset(generation);
            return null;
        } else if (known.status != status) {
            return OrderRule.R7;
        }
        if (viewersRules && binds && (thread == null || proc != null && proc != known)) {
            return OrderRule.V6;
        }
        if (known == null) {
            known = new ProcState(a0, status, Limits.NONE);
            procs.put(a0, known);
        }
        known.sequence.reset(generation);
        if (binds && thread != null) {
            thread.proc = known;
            known.thread = threadId;
        }
        return null;
    }

    private OrderRule procStart() {
        ProcState wanted = procs.get(a0);
        if (wanted == null || wanted.status != ProcStatus.IDLE) {
            return OrderRule.R8;
        }
        if (!wanted.sequence.isNext(generation, a1)) {
            return OrderRule.R10;
        }
        if (proc != null) {
            return OrderRule.R9;
        }
        OrderRule broken = needsThread();
        if (broken != null) {
            return broken;
        }
        wanted.status = ProcStatus.RUNNING;
        wanted.sequence.advance();
        wanted.thread = threadId;
        thread.proc = wanted;
        return null;
    }

    private OrderRule procStop() {
        if (proc == null
                || proc.status != ProcStatus.RUNNING && proc.status != ProcStatus.SYSCALL) {
            return OrderRule.R11;
        }
        idle(proc);
        return null;
    }

    private OrderRule procSteal() {
        ProcState wanted = procs.get(a0);
        if (wanted == null
                || wanted.status != ProcStatus.SYSCALL
                        && wanted.status != ProcStatus.SYSCALL_ABANDONED) {
            return OrderRule.R12;
        }
        if (!wanted.sequence.isNext(generation, a1)) {
            return OrderRule.R10;
        }
        OrderRule broken = needsThread();
        if (broken != null) {
            return broken;
        }
        if (wanted.status == ProcStatus.SYSCALL) {
            ThreadState victim = threads.get(a2);
            if (victim == null || victim.proc != wanted) {
                return OrderRule.R13;
            }
        }
        wanted.sequence.advance();
        idle(wanted);
        return null;
    }

    private void idle(ProcState stopped) {
        stopped.status = ProcStatus.IDLE;
        release(stopped);
    }

    private void release(ProcState held) {
        ThreadState holder = held.thread == Limits.NONE ? null : threads.get(held.thread);
        if (holder != null && holder.proc == held) {
            holder.proc = null;
        }
        held.thread = Limits.NONE;
    }

    private OrderRule procsChange() {
        OrderRule broken = needsUserGoroutine();
        if (broken != null) {
            return broken;
        }
        lastProcs = a0;
        procsThread = threadId;
        procsGeneration = generation;
        return null;
    }

    // Goroutines.

    private OrderRule goStatus() {
        GoStatus status = GoStatus.ofNumber(a2);
        if (status == GoStatus.BAD) {
            return OrderRule.R14;
        }
        GoState known = goroutines.get(a0);
        if (known != null && known.status != status) {
            return OrderRule.R15;
        }
        if (known == null && generation != firstGeneration) {
            return OrderRule.R16;
        }
        OrderRule broken = goStatusThread(known, status);
        if (broken != null) {
            return broken;
        }
        if (known == null) {
            known = new GoState(a0, status, Limits.NONE);
            goroutines.put(a0, known);
        }
        known.sequence.reset(generation);
        if (status == GoStatus.RUNNING && thread != null) {
            bind(thread, known);
        } else if (status == GoStatus.SYSCALL) {
            bind(threadState(a1), known);
        }
        return null;
    }

    private OrderRule goStatusThread(GoState known, GoStatus status) {
        if (viewersRules && known == null && !Limits.isUsableId(a0)) {
            return OrderRule.V8;
        }
        if (viewersRules && status == GoStatus.RUNNING && proc == null) {
            return OrderRule.V5;
        }
        if (status != GoStatus.SYSCALL) {
            return null;
        }
        if (a1 == Limits.NONE) {
            return OrderRule.R17;
        }
        if (viewersRules && thread != null && a1 != threadId) {
            return OrderRule.V9;
        }
        ThreadState own = threads.get(a1);
        boolean introduces = generation == firstGeneration && (own == null || a1 == threadId);
        return introduces || own != null && own.goroutineId() == a0 ? null : OrderRule.R17;
    }

    private OrderRule goCreate(GoStatus status) {
        OrderRule broken = needsProc();
        if (broken != null) {
            return broken;
        }
        if (goroutine != null && goroutine.status != GoStatus.RUNNING) {
            return OrderRule.R19;
        }
        return addGoroutine(status, Limits.NONE);
    }

    private OrderRule goCreateSyscall() {
        OrderRule broken = needsThread();
        if (broken != null) {
            return broken;
        }
        if (goroutine != null) {
            return OrderRule.R4;
        }
        broken = addGoroutine(GoStatus.SYSCALL, threadId);
        if (broken == null) {
            thread.goroutine = goroutines.get(a0);
        }
        return broken;
    }

    private OrderRule addGoroutine(GoStatus status, long onThread) {
        if (goroutines.get(a0) != null) {
            return OrderRule.R18;
        }
        if (viewersRules && !Limits.isUsableId(a0)) {
            return OrderRule.V8;
        }
        GoState created = new GoState(a0, status, onThread);
        created.sequence.reset(generation);
        goroutines.put(a0, created);
        return null;
    }

    private OrderRule goStart() {
        GoState wanted = goroutines.get(a0);
        if (wanted == null || wanted.status != GoStatus.RUNNABLE) {
            return OrderRule.R21;
        }
        if (!wanted.sequence.isNext(generation, a1)) {
            return OrderRule.R23;
        }
        OrderRule broken = needsProc();
        if (broken != null) {
            return broken;
        }
        if (goroutine != null) {
            return OrderRule.R4;
        }
        wanted.status = GoStatus.RUNNING;
        wanted.sequence.advance();
        bind(thread, wanted);
        return null;
    }

    private OrderRule goLeave(GoStatus status) {
        OrderRule broken = needsRunningGoroutine();
        if (broken != null) {
            return broken;
        }
        goroutine.status = status;
        unbind();
        return null;
    }

    private OrderRule goDestroy() {
        OrderRule broken = needsRunningGoroutine();
        if (broken != null) {
            return broken;
        }
        forget(goroutine);
        return null;
    }

    private OrderRule goDestroySyscall() {
        OrderRule broken = needsSyscallGoroutine();
        if (broken != null) {
            return broken;
        }
        if (proc != null && proc.status != ProcStatus.SYSCALL) {
            return OrderRule.R25;
        }
        forget(goroutine);
        if (proc != null) {
            proc.status = ProcStatus.SYSCALL_ABANDONED;
            release(proc);
        }
        return null;
    }

    private OrderRule goUnblock() {
        GoState wanted = goroutines.get(a0);
        if (wanted == null || wanted.status != GoStatus.WAITING) {
            return OrderRule.R22;
        }
        if (!wanted.sequence.isNext(generation, a1)) {
            return OrderRule.R23;
        }
        wanted.status = GoStatus.RUNNABLE;
        wanted.sequence.advance();
        return null;
    }

    private OrderRule goSwitch() {
        OrderRule broken = needsRunningGoroutine();
        if (broken != null) {
            return broken;
        }
        GoState next = goroutines.get(a0);
        if (next == null || next.status != GoStatus.WAITING) {
            return OrderRule.R22;
        }
        if (!next.sequence.isNext(generation, a1)) {
            return OrderRule.R23;
        }
        if (type == EventType.GO_SWITCH) {
            goroutine.status = GoStatus.WAITING;
            unbind();
        } else {
            forget(goroutine);
        }
        next.status = GoStatus.RUNNING;
        next.sequence.advance();
        bind(thread, next);
        return null;
    }

    private OrderRule syscallBegin() {
        OrderRule broken = needsRunningGoroutine();
        if (broken != null) {
            return broken;
        }
        if (!proc.sequence.isNext(generation, a0)) {
            return OrderRule.R10;
        }
        goroutine.status = GoStatus.SYSCALL;
        proc.status = ProcStatus.SYSCALL;
        proc.sequence.advance();
        return null;
    }

    private OrderRule syscallEnd() {
        OrderRule broken = needsUserGoroutine();
        if (broken != null) {
            return broken;
        }
        if (goroutine.status != GoStatus.SYSCALL) {
            return OrderRule.R24;
        }
        if (proc.status != ProcStatus.SYSCALL) {
            return OrderRule.R25;
        }
        goroutine.status = GoStatus.RUNNING;
        proc.status = ProcStatus.RUNNING;
        return null;
    }

    private OrderRule syscallEndBlocked() {
        if (proc != null && proc.status == ProcStatus.SYSCALL) {
            return OrderRule.R26;
        }
        OrderRule broken = needsSyscallGoroutine();
        if (broken != null) {
            return broken;
        }
        goroutine.status = GoStatus.RUNNABLE;
        unbind();
        return null;
    }

    private void bind(ThreadState to, GoState bound) {
        to.goroutine = bound;
        bound.thread = to.id;
    }

    private void unbind() {
        goroutine.thread = Limits.NONE;
        thread.goroutine = null;
    }

    private void forget(GoState gone) {
        if (gone.openStws != null) {
            openStws -= gone.openStws.size();
        }
        goroutines.remove(gone.id);
        thread.goroutine = null;
    }

    // Ranges.

    private OrderRule stwBegin() {
        OrderRule broken = needsUserGoroutine();
        if (broken != null) {
            return broken;
        }
        if (goroutine.openStws().contains(a0)) {
            return OrderRule.R27;
        }
        goroutine.openStws().add(a0);
        openStws++;
        return null;
    }

    private OrderRule stwEnd() {
        OrderRule broken = needsUserGoroutine();
        if (broken != null) {
            return broken;
        }
        if (goroutine.openStws().isEmpty()) {
            return OrderRule.R28;
        }
        goroutine.openStws().remove(0);
        openStws--;
        return null;
    }

    private OrderRule gcActive() {
        if (generation == firstGeneration) {
            if (gc != GcState.UNDETERMINED) {
                return OrderRule.R31;
            }
            return gcAdvance(GcState.RUNNING);
        }
        if (a0 != gcSequence + 1) {
            return OrderRule.R30;
        }
        if (gc != GcState.RUNNING) {
            return OrderRule.R32;
        }
        OrderRule broken = needsUserGoroutine();
        return broken != null ? broken : gcAdvance(GcState.RUNNING);
    }

    private OrderRule gcBegin() {
        if (gc == GcState.UNDETERMINED) {
            return gcAdvance(GcState.RUNNING);
        }
        if (a0 != gcSequence + 1) {
            return OrderRule.R30;
        }
        if (gc == GcState.RUNNING) {
            return OrderRule.R31;
        }
        OrderRule broken = needsUserGoroutine();
        return broken != null ? broken : gcAdvance(GcState.RUNNING);
    }

    private OrderRule gcEnd() {
        if (a0 != gcSequence + 1) {
            return OrderRule.R30;
        }
        if (gc != GcState.RUNNING) {
            return OrderRule.R32;
        }
        OrderRule broken = needsUserGoroutine();
        return broken != null ? broken : gcAdvance(GcState.NOT_RUNNING);
    }

    private OrderRule gcAdvance(GcState state) {
        gc = state;
        gcSequence = a0;
        gcThread = threadId;
        return null;
    }

    private OrderRule sweepActive() {
        ProcState swept = procs.get(a0);
        if (swept == null || swept.inSweep != (generation != firstGeneration)) {
            return OrderRule.R29;
        }
        swept.inSweep = true;
        return null;
    }

    private OrderRule sweepBegin() {
        OrderRule broken = needsProc();
        if (broken != null) {
            return broken;
        }
        if (proc.inSweep) {
            return OrderRule.R27;
        }
        proc.inSweep = true;
        return null;
    }

    private OrderRule sweepEnd() {
        OrderRule broken = needsProc();
        if (broken != null) {
            return broken;
        }
        if (!proc.inSweep) {
            return OrderRule.R28;
        }
        proc.inSweep = false;
        return null;
    }

    private OrderRule markAssistActive() {
        GoState assisting = goroutines.get(a0);
        if (assisting == null || assisting.inMarkAssist != (generation != firstGeneration)) {
            return OrderRule.R29;
        }
        assisting.inMarkAssist = true;
        return null;
    }

    private OrderRule markAssistBegin() {
        OrderRule broken = needsUserGoroutine();
        if (broken != null) {
            return broken;
        }
        if (goroutine.inMarkAssist) {
            return OrderRule.R27;
        }
        goroutine.inMarkAssist = true;
        return null;
    }

    private OrderRule markAssistEnd() {
        OrderRule broken = needsUserGoroutine();
        if (broken != null) {
            return broken;
        }
        if (!goroutine.inMarkAssist) {
            return OrderRule.R28;
        }
        goroutine.inMarkAssist = false;
        return null;
    }

    // Annotations.

    private OrderRule goLabel() {
        if (viewersRules && text != null && text.startsWith("GC ")) {
            return OrderRule.V2;
        }
        return needsUserGoroutine();
    }

    private OrderRule taskBegin() {
        if (activeTasks.contains(a0)) {
            return OrderRule.R33;
        }
        if (viewersRules && a1 != 0 && !activeTasks.contains(a1)) {
            return OrderRule.V7;
        }
        OrderRule broken = needsUserGoroutine();
        if (broken == null) {
            activeTasks.add(a0);
        }
        return broken;
    }

    private OrderRule taskEnd() {
        OrderRule broken = needsUserGoroutine();
        if (broken == null) {
            activeTasks.remove(a0);
        }
        return broken;
    }

    private OrderRule regionBegin() {
        OrderRule broken = needsUserGoroutine();
        if (broken == null) {
            goroutine.regions().add(new GoState.Region(a0, text));
        }
        return broken;
    }

    private OrderRule regionEnd() {
        OrderRule broken = needsUserGoroutine();
        if (broken != null || goroutine.regions().isEmpty()) {
            // An end without a begin is taken for one that began before the trace.
            return broken;
        }
        int innermost = goroutine.regions().size() - 1;
        if (!goroutine.regions().get(innermost).equals(new GoState.Region(a0, text))) {
            return OrderRule.R34;
        }
        goroutine.regions().remove(innermost);
        return null;
    }

    // What a writer asks to number, restate and close.

    /** The sequence that the proc's next ProcStart, ProcSteal or GoSyscallBegin must carry. */
    public long nextProcSequence(long p) {
        ProcState known = procs.get(p);
        return known == null ? 1 : known.sequence.next();
    }

    /** The same for the proc that thread {@code m} holds; 1 when it holds none. */
    public long nextProcSequenceOf(long m) {
        ThreadState holder = threads.get(m);
        return holder == null || holder.proc == null ? 1 : holder.proc.sequence.next();
    }

    /** The sequence that the goroutine's next GoStart, GoUnblock or GoSwitch must carry. */
    public long nextGoSequence(long g) {
        GoState known = goroutines.get(g);
        return known == null ? 1 : known.sequence.next();
    }

    /** The sequence that the next GC event must carry. */
    public long nextGcSequence() {
        return gcSequence + 1;
    }

    /** The live goroutine with this id, or {@code null}. */
    public GoState goroutine(long g) {
        return goroutines.get(g);
    }

    /** The goroutine that thread {@code m} holds, or {@code null}. */
    public GoState goroutineOn(long m) {
        ThreadState holder = threads.get(m);
        return holder == null ? null : holder.goroutine;
    }

    /** Whether the goroutine was created or restated in the open generation. */
    public boolean isStated(GoState state) {
        return state.sequence.isOf(generation);
    }

    public void forEachProc(Consumer<ProcState> action) {
        procs.forEach(action);
    }

    public void forEachGoroutine(Consumer<GoState> action) {
        goroutines.forEach(action);
    }

    public int procCount() {
        return procs.size();
    }

    public int goroutineCount() {
        return goroutines.size();
    }

    public boolean gcRuns() {
        return gc == GcState.RUNNING;
    }

    /** The thread of the last GC event. */
    public long gcThread() {
        return gcThread;
    }

    /** The value of the last ProcsChange; 0 before the first. */
    public long lastProcs() {
        return lastProcs;
    }

    /** The thread of the last ProcsChange, or {@link Limits#NONE}. */
    public long procsThread() {
        return procsThread;
    }

    private ThreadState threadState(long m) {
        ThreadState state = threads.get(m);
        if (state == null) {
            state = new ThreadState(m);
            threads.put(m, state);
        }
        return state;
    }
}
