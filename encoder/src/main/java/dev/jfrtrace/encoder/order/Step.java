package dev.jfrtrace.encoder.order;

import dev.jfrtrace.encoder.format.GoStatus;

/**
 * The event that is being judged, and what its thread holds. One per trace, filled anew for each
 * event: judging allocates nothing.
 */
final class Step {
    /** What the event turns out to do. */
    final Effect effect = new Effect();

    /** The thread of the event's batch; {@link dev.jfrtrace.encoder.format.Limits#NONE}. */
    long threadId;

    private ThreadState thread;

    // The event's arguments, without its time; missing ones are 0. No rule looks at a fourth.
    long a0;
    long a1;
    long a2;

    /** The text of the event's string argument; meaningless where it has none. */
    String text = "";

    /** The state of the event's thread; {@code null} where there is none. */
    ThreadState thread() {
        return thread;
    }

    /** The proc that its thread holds; {@code null} for none. */
    ProcState proc() {
        return thread == null ? null : thread.proc;
    }

    /** The goroutine that its thread holds; {@code null} for none. */
    GoState goroutine() {
        return thread == null ? null : thread.goroutine;
    }

    // References are written only where they change: to the garbage collector a write to an old
    // object is work, and there is one step per event.

    void setThread(ThreadState ofEvent) {
        if (thread != ofEvent) {
            thread = ofEvent;
        }
    }

    void setText(String ofEvent) {
        if (text != ofEvent) {
            text = ofEvent;
        }
    }

    // What the context must be: each answers with the rule that is broken, or null.

    OrderRule needsThread() {
        return thread == null ? OrderRule.R1 : null;
    }

    OrderRule needsProc() {
        if (proc() != null) {
            return null;
        }
        return thread == null ? OrderRule.R1 : OrderRule.R2;
    }

    /** The context of nearly all events of a goroutine: a thread with a proc and a goroutine. */
    OrderRule needsUserGoroutine() {
        if (proc() == null) {
            return needsProc();
        }
        return goroutine() == null ? OrderRule.R3 : null;
    }

    /** The same, for events that change the goroutine's state. */
    OrderRule needsLiveGoroutine() {
        OrderRule broken = needsUserGoroutine();
        if (broken != null) {
            return broken;
        }
        return goroutine().gone ? OrderRule.R38 : null;
    }

    OrderRule needsRunningGoroutine() {
        OrderRule broken = needsLiveGoroutine();
        if (broken != null) {
            return broken;
        }
        return goroutine().is(GoStatus.RUNNING) ? null : OrderRule.R20;
    }

    /** A goroutine in a syscall, with or without a proc. */
    OrderRule needsSyscallGoroutine() {
        if (goroutine() == null) {
            return thread == null ? OrderRule.R1 : OrderRule.R3;
        }
        if (goroutine().gone) {
            return OrderRule.R38;
        }
        return goroutine().is(GoStatus.SYSCALL) ? null : OrderRule.R24;
    }
}
