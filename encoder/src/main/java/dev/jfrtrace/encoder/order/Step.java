package dev.jfrtrace.encoder.order;

import dev.jfrtrace.encoder.format.EventType;
import dev.jfrtrace.encoder.format.GoStatus;

/**
 * The event that is being judged, and what its thread holds at that moment. One per trace, filled
 * anew for each event: judging allocates nothing.
 */
final class Step {
    /** What the event turns out to do. */
    final Effect effect = new Effect();

    EventType type;

    /** The thread of the event's batch; {@link dev.jfrtrace.encoder.format.Limits#NONE}. */
    long threadId;

    /** Its state, and what it holds; {@code null} where there is none. */
    ThreadState thread;

    ProcState proc;
    GoState goroutine;

    // The event's arguments, without its time; missing ones are 0. No rule looks at a fourth.
    long a0;
    long a1;
    long a2;

    /** The text of the event's string argument; empty where it has none. */
    String text;

    /**
     * Sets what is a reference. Each is written only where it changes: to the garbage collector a
     * write to an old object is work, and there is one step per event.
     */
    void load(EventType event, ThreadState on, String withText) {
        ProcState heldProc = on == null ? null : on.proc;
        GoState heldGoroutine = on == null ? null : on.goroutine;
        if (type != event) {
            type = event;
        }
        if (thread != on) {
            thread = on;
        }
        if (proc != heldProc) {
            proc = heldProc;
        }
        if (goroutine != heldGoroutine) {
            goroutine = heldGoroutine;
        }
        if (text != withText) {
            text = withText;
        }
    }

    // What the context must be: each answers with the rule that is broken, or null.

    OrderRule needsThread() {
        return thread == null ? OrderRule.R1 : null;
    }

    OrderRule needsProc() {
        if (proc != null) {
            return null;
        }
        return thread == null ? OrderRule.R1 : OrderRule.R2;
    }

    /** The context of nearly all events of a goroutine: a thread with a proc and a goroutine. */
    OrderRule needsUserGoroutine() {
        if (proc == null) {
            return needsProc();
        }
        return goroutine == null ? OrderRule.R3 : null;
    }

    /** The same, for events that change the goroutine's state. */
    OrderRule needsLiveGoroutine() {
        OrderRule broken = needsUserGoroutine();
        if (broken != null) {
            return broken;
        }
        return goroutine.gone ? OrderRule.R38 : null;
    }

    OrderRule needsRunningGoroutine() {
        OrderRule broken = needsLiveGoroutine();
        if (broken != null) {
            return broken;
        }
        return goroutine.status == GoStatus.RUNNING ? null : OrderRule.R20;
    }

    /** A goroutine in a syscall, with or without a proc. */
    OrderRule needsSyscallGoroutine() {
        if (goroutine == null) {
            return thread == null ? OrderRule.R1 : OrderRule.R3;
        }
        if (goroutine.gone) {
            return OrderRule.R38;
        }
        return goroutine.status == GoStatus.SYSCALL ? null : OrderRule.R24;
    }
}
