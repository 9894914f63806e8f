package dev.jfrtrace.encoder.order;

import dev.jfrtrace.encoder.format.GoStatus;
import dev.jfrtrace.encoder.format.ProcStatus;

/**
 * How goroutines enter and leave syscalls. A goroutine takes its proc with it and may lose it
 * there; goroutines of foreign threads are created in a syscall and end in one.
 */
final class SyscallRules {
    private final TraceState state;
    private final GoroutineRules goroutines;

    SyscallRules(TraceState state, GoroutineRules goroutines) {
        this.state = state;
        this.goroutines = goroutines;
    }

    OrderRule begin(Step event) {
        OrderRule broken = event.needsRunningGoroutine();
        if (broken != null) {
            return broken;
        }
        if (!event.proc().sequence.isNext(state.generation, event.a0)) {
            return OrderRule.R39;
        }
        if (state.viewers && event.goroutine().inMarkAssist()) {
            return OrderRule.V15;
        }
        event.goroutine().become(GoStatus.SYSCALL);
        event.proc().become(ProcStatus.SYSCALL);
        event.proc().sequence.advance();
        return null;
    }

    OrderRule end(Step event) {
        OrderRule broken = event.needsLiveGoroutine();
        if (broken != null) {
            return broken;
        }
        if (!event.goroutine().is(GoStatus.SYSCALL)) {
            return OrderRule.R24;
        }
        if (!event.proc().is(ProcStatus.SYSCALL)) {
            return OrderRule.R25;
        }
        event.goroutine().become(GoStatus.RUNNING);
        event.proc().become(ProcStatus.RUNNING);
        return null;
    }

    OrderRule endBlocked(Step event) {
        if (event.proc() != null && event.proc().is(ProcStatus.SYSCALL)) {
            return OrderRule.R26;
        }
        OrderRule broken = event.needsSyscallGoroutine();
        if (broken != null) {
            return broken;
        }
        event.goroutine().become(GoStatus.RUNNABLE);
        state.unbind(event.thread());
        return null;
    }

    OrderRule create(Step event) {
        OrderRule broken = event.needsThread();
        if (broken != null) {
            return broken;
        }
        if (event.goroutine() != null) {
            return OrderRule.R4;
        }
        broken = goroutines.mayBeCreated(event.a0);
        if (broken == null) {
            state.bind(event.thread(), state.newGoroutine(event.a0, GoStatus.SYSCALL));
        }
        return broken;
    }

    OrderRule destroy(Step event) {
        OrderRule broken = event.needsSyscallGoroutine();
        if (broken != null) {
            return broken;
        }
        if (event.proc() != null && !event.proc().is(ProcStatus.SYSCALL)) {
            return OrderRule.R25;
        }
        broken = goroutines.mayEnd(event.goroutine());
        if (broken != null) {
            return broken;
        }
        goroutines.end(event);
        if (event.proc() != null) {
            event.effect.lostProc = true;
            event.proc().become(ProcStatus.SYSCALL_ABANDONED);
            state.release(event.thread());
        }
        return null;
    }
}
