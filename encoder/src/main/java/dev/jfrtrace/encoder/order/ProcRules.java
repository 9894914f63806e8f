package dev.jfrtrace.encoder.order;

import dev.jfrtrace.encoder.format.GoStatus;
import dev.jfrtrace.encoder.format.Limits;
import dev.jfrtrace.encoder.format.ProcStatus;

/** How procs appear, change threads and are counted. */
final class ProcRules {
    /** Readers look at the low byte of a status only; beyond this they refuse it. */
    static final int LAST_STATUS = 4;

    private final TraceState state;
    private long lastProcs;
    private long procsThread = Limits.NONE;
    private long procsGeneration;

    ProcRules(TraceState state) {
        this.state = state;
    }

    /** The value of the last ProcsChange; 0 before the first. */
    long lastProcs() {
        return lastProcs;
    }

    /** The thread of the last ProcsChange, or {@link Limits#NONE}. */
    long procsThread() {
        return procsThread;
    }

    /** Whether the procs were counted, in this generation if any goroutine has had one in it. */
    boolean areCounted() {
        boolean said = procsGeneration == state.generation || !state.hadUserGoroutine();
        return said && lastProcs > 0 && lastProcs >= state.procs.size();
    }

    OrderRule procsChange(Step event) {
        OrderRule broken = event.needsUserGoroutine();
        if (broken != null) {
            return broken;
        }
        if (state.viewers && !isUsableCount(event.a0)) {
            return OrderRule.V4;
        }
        lastProcs = event.a0;
        procsThread = event.threadId;
        procsGeneration = state.generation;
        return null;
    }

    private boolean isUsableCount(long procs) {
        return procs >= state.procs.size() && procs >= lastProcs && procs <= Limits.MAX_PROCS;
    }

    OrderRule status(Step event) {
        if ((event.a1 & 0xFF) > LAST_STATUS) {
            return OrderRule.R6;
        }
        ProcStatus status = ProcStatus.ofNumber(event.a1 & 0xFF);
        ProcState known = state.procs.get(event.a0);
        OrderRule broken = known == null ? null : mayBeRestated(known, status);
        if (broken == null && state.viewers) {
            broken = viewersStatus(event, known, status);
        }
        if (broken != null) {
            return broken;
        }
        tellStatus(event, known, status);
        ProcState stated = known == null ? state.newProc(event.a0, status) : known;
        stated.sequence.reset(state.generation);
        if (binds(status) && event.thread() != null) {
            state.hold(event.thread(), stated);
        }
        return null;
    }

    private void tellStatus(Step event, ProcState known, ProcStatus status) {
        Effect effect = event.effect;
        effect.isFirstMention = known == null;
        effect.isFirstGeneration = state.isFirstGeneration();
        effect.procStatus = status;
        if (known != null && isPromotion(known, status)) {
            ThreadState holder = state.holderOf(known);
            effect.procStatus = ProcStatus.SYSCALL;
            effect.isPromoted = true;
            effect.thread = holder.id;
            effect.proc = known.id;
            effect.goroutine = holder.goroutineId();
        }
    }

    /** Whether the status calls a proc abandoned whose syscall, and so whose thread, is known. */
    private static boolean isPromotion(ProcState known, ProcStatus status) {
        return status == ProcStatus.SYSCALL_ABANDONED && known.is(ProcStatus.SYSCALL);
    }

    private static OrderRule mayBeRestated(ProcState known, ProcStatus status) {
        if (isPromotion(known, status)) {
            // It is about to be stolen from a thread that does not tell: no contradiction.
            return known.holders > 0 ? null : OrderRule.R37;
        }
        return known.is(status) ? null : OrderRule.R7;
    }

    private OrderRule viewersStatus(Step event, ProcState known, ProcStatus status) {
        if (event.a1 < 1 || event.a1 > LAST_STATUS) {
            return OrderRule.V11;
        }
        if (known == null && event.a0 != state.procs.size()) {
            return OrderRule.V3;
        }
        return !binds(status) || isOwnStatus(event, known) ? null : OrderRule.V6;
    }

    /** A held proc stands on its thread; a new one comes before the goroutine of its thread. */
    private static boolean isOwnStatus(Step event, ProcState known) {
        if (event.thread() == null) {
            return false;
        }
        return known == null
                ? event.proc() == null && event.goroutine() == null
                : event.proc() == known && known.thread == event.threadId;
    }

    private static boolean binds(ProcStatus status) {
        return status == ProcStatus.RUNNING || status == ProcStatus.SYSCALL;
    }

    OrderRule start(Step event) {
        ProcState wanted = state.procs.get(event.a0);
        if (wanted == null || !wanted.is(ProcStatus.IDLE)) {
            return OrderRule.R8;
        }
        if (!wanted.sequence.isNext(state.generation, event.a1)) {
            return OrderRule.R10;
        }
        if (event.proc() != null) {
            return OrderRule.R9;
        }
        OrderRule broken = event.needsThread();
        if (broken != null) {
            return broken;
        }
        wanted.become(ProcStatus.RUNNING);
        wanted.sequence.advance();
        state.hold(event.thread(), wanted);
        return null;
    }

    OrderRule stop(Step event) {
        ProcState held = event.proc();
        if (held == null || !held.is(ProcStatus.RUNNING) && !held.is(ProcStatus.SYSCALL)) {
            return OrderRule.R11;
        }
        if (state.viewers && event.goroutine() != null && event.goroutine().is(GoStatus.RUNNING)) {
            return OrderRule.V12;
        }
        held.become(ProcStatus.IDLE);
        state.release(event.thread());
        return null;
    }

    OrderRule steal(Step event) {
        ProcState wanted = state.procs.get(event.a0);
        if (wanted == null
                || !wanted.is(ProcStatus.SYSCALL) && !wanted.is(ProcStatus.SYSCALL_ABANDONED)) {
            return OrderRule.R12;
        }
        if (!wanted.sequence.isNext(state.generation, event.a1)) {
            return OrderRule.R10;
        }
        OrderRule broken = event.needsThread();
        if (broken != null) {
            return broken;
        }
        event.effect.procStatus = wanted.status();
        if (wanted.is(ProcStatus.SYSCALL)) {
            ThreadState victim = state.threads.get(event.a2);
            if (victim == null || victim.proc != wanted) {
                return OrderRule.R13;
            }
            state.release(victim);
        }
        wanted.become(ProcStatus.IDLE);
        wanted.sequence.advance();
        return null;
    }
}
