package dev.jfrtrace.encoder.order;

import dev.jfrtrace.encoder.format.GoStatus;
import dev.jfrtrace.encoder.format.Limits;
import dev.jfrtrace.encoder.format.ProcStatus;

/** How goroutines appear, run, wait and end, syscalls left out. */
final class GoroutineRules {
    /** A reason for blocking that Go's summaries take for the goroutine's end. */
    private static final String FOREVER = "forever";

    private final TraceState state;
    private final RangeRules ranges;

    GoroutineRules(TraceState state, RangeRules ranges) {
        this.state = state;
        this.ranges = ranges;
    }

    OrderRule status(Step event) {
        if ((event.a2 & 0xFF) > ProcRules.LAST_STATUS) {
            return OrderRule.R14;
        }
        GoStatus status = GoStatus.ofNumber(event.a2 & 0xFF);
        GoState known = state.goroutines.get(event.a0);
        if (known != null && !known.is(status)) {
            return OrderRule.R15;
        }
        if (known == null && !state.isFirstGeneration()) {
            return OrderRule.R16;
        }
        if (status == GoStatus.SYSCALL && !isOnOwnThread(event)) {
            return OrderRule.R17;
        }
        if (state.viewers) {
            OrderRule broken = viewersStatus(event, known, status);
            if (broken != null) {
                return broken;
            }
        }
        tellStatus(event, known, status);
        GoState stated = known == null ? state.newGoroutine(event.a0, status) : known;
        stated.sequence.reset(state.generation);
        if (status == GoStatus.RUNNING && event.thread() != null) {
            state.bind(event.thread(), stated);
        } else if (status == GoStatus.SYSCALL) {
            ThreadState own = state.threads.get(event.a1);
            state.bind(own == null ? state.newThread(event.a1) : own, stated);
        }
        return null;
    }

    private void tellStatus(Step event, GoState known, GoStatus status) {
        Effect effect = event.effect;
        effect.isFirstMention = known == null;
        effect.isFirstGeneration = state.isFirstGeneration();
        effect.goStatus = status;
        if (status == GoStatus.SYSCALL && event.a1 != event.threadId) {
            // It speaks of another thread, which holds the goroutine if it was mentioned before.
            effect.thread = event.a1;
            if (state.threads.get(event.a1) != null) {
                effect.goroutine = event.a0;
            }
        }
    }

    /**
     * Whether the thread that a syscall's status names can be the goroutine's. One that the trace
     * has not mentioned is believed; on the status's own thread anything is, at the start.
     */
    private boolean isOnOwnThread(Step event) {
        if (event.a1 == Limits.NONE) {
            return false;
        }
        ThreadState named = state.threads.get(event.a1);
        return named == null
                || named == event.thread() && state.isFirstGeneration()
                || named.goroutineId() == event.a0;
    }

    private OrderRule viewersStatus(Step event, GoState known, GoStatus status) {
        if (event.a2 < 1 || event.a2 > ProcRules.LAST_STATUS) {
            return OrderRule.V11;
        }
        if (known == null && !Limits.isUsableId(event.a0)) {
            return OrderRule.V8;
        }
        if (status == GoStatus.RUNNING) {
            if (event.proc() == null) {
                return OrderRule.V5;
            }
            if (!event.proc().is(ProcStatus.RUNNING)) {
                return OrderRule.V12;
            }
            return isAlone(known, event.thread(), event.threadId) ? null : OrderRule.V13;
        }
        if (status == GoStatus.SYSCALL) {
            if (!Limits.isUsableId(event.a1)) {
                return OrderRule.V8;
            }
            if (event.thread() != null && event.a1 != event.threadId) {
                return OrderRule.V9;
            }
            boolean alone = isAlone(known, state.threads.get(event.a1), event.a1);
            return alone ? null : OrderRule.V13;
        }
        return null;
    }

    /** A held goroutine stands on its thread; a new one on a thread without another. */
    private static boolean isAlone(GoState known, ThreadState on, long onId) {
        return known == null ? on == null || on.goroutine == null : known.thread == onId;
    }

    OrderRule create(Step event) {
        return create(event, GoStatus.RUNNABLE);
    }

    OrderRule createBlocked(Step event) {
        return create(event, GoStatus.WAITING);
    }

    private OrderRule create(Step event, GoStatus status) {
        OrderRule broken = event.needsProc();
        if (broken != null) {
            return broken;
        }
        // Go looks up "none" too; it finds something only where a status has used that id.
        GoState creator =
                event.goroutine() != null ? event.goroutine() : state.goroutines.get(Limits.NONE);
        if (creator != null && !creator.gone && !creator.is(GoStatus.RUNNING)) {
            return OrderRule.R19;
        }
        broken = mayBeCreated(event.a0);
        if (broken == null) {
            state.newGoroutine(event.a0, status);
        }
        return broken;
    }

    OrderRule mayBeCreated(long g) {
        if (state.goroutines.get(g) != null) {
            return OrderRule.R18;
        }
        return state.viewers && !Limits.isUsableId(g) ? OrderRule.V8 : null;
    }

    OrderRule start(Step event) {
        GoState wanted = state.goroutines.get(event.a0);
        if (wanted == null || !wanted.is(GoStatus.RUNNABLE)) {
            return OrderRule.R21;
        }
        if (!wanted.sequence.isNext(state.generation, event.a1)) {
            return OrderRule.R23;
        }
        OrderRule broken = event.needsProc();
        if (broken != null) {
            return broken;
        }
        if (event.goroutine() != null) {
            return OrderRule.R4;
        }
        if (state.viewers) {
            if (!event.proc().is(ProcStatus.RUNNING)) {
                return OrderRule.V12;
            }
            if (wanted.inMarkAssist() && !ranges.isCounted(event.proc())) {
                return OrderRule.V15;
            }
        }
        wanted.become(GoStatus.RUNNING);
        wanted.sequence.advance();
        state.bind(event.thread(), wanted);
        return null;
    }

    OrderRule stop(Step event) {
        return leave(event, GoStatus.RUNNABLE);
    }

    OrderRule block(Step event) {
        return leave(event, GoStatus.WAITING);
    }

    private OrderRule leave(Step event, GoStatus status) {
        OrderRule broken = event.needsRunningGoroutine();
        if (broken != null) {
            return broken;
        }
        if (state.viewers && status == GoStatus.WAITING && event.text.equals(FOREVER)) {
            return OrderRule.V16;
        }
        event.goroutine().become(status);
        state.unbind(event.thread());
        return null;
    }

    OrderRule destroy(Step event) {
        OrderRule broken = event.needsRunningGoroutine();
        if (broken == null) {
            broken = mayEnd(event.goroutine());
        }
        if (broken == null) {
            end(event);
        }
        return broken;
    }

    OrderRule mayEnd(GoState ending) {
        return state.viewers && ending.hasOpenRanges() ? OrderRule.V14 : null;
    }

    /** The thread's goroutine is no more. */
    void end(Step event) {
        ranges.abandon(event.goroutine());
        state.forget(event.thread());
    }

    OrderRule unblock(Step event) {
        GoState wanted = state.goroutines.get(event.a0);
        if (wanted == null || !wanted.is(GoStatus.WAITING)) {
            return OrderRule.R22;
        }
        if (!wanted.sequence.isNext(state.generation, event.a1)) {
            return OrderRule.R23;
        }
        wanted.become(GoStatus.RUNNABLE);
        wanted.sequence.advance();
        return null;
    }

    /** The running goroutine blocks, and hands its thread and proc to a waiting one. */
    OrderRule switchTo(Step event) {
        return handOver(event, false);
    }

    /** The same where it ends. */
    OrderRule switchAndEnd(Step event) {
        return handOver(event, true);
    }

    private OrderRule handOver(Step event, boolean ends) {
        OrderRule broken = event.needsRunningGoroutine();
        if (broken != null) {
            return broken;
        }
        GoState next = state.goroutines.get(event.a0);
        if (next == null || !next.is(GoStatus.WAITING)) {
            return OrderRule.R22;
        }
        if (!next.sequence.isNext(state.generation, event.a1)) {
            return OrderRule.R23;
        }
        if (state.viewers && next.inMarkAssist() && !ranges.isCounted(event.proc())) {
            return OrderRule.V15;
        }
        if (ends) {
            broken = mayEnd(event.goroutine());
            if (broken != null) {
                return broken;
            }
            end(event);
        } else {
            event.goroutine().become(GoStatus.WAITING);
            state.unbind(event.thread());
        }
        next.become(GoStatus.RUNNING);
        next.sequence.advance();
        state.bind(event.thread(), next);
        return null;
    }
}
