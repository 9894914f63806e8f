package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.encoder.generation.Stack;

/**
 * A wait that is planned, or a system call: a time in which its thread does not run.
 *
 * <p>JFR writes a wait when it ends, and who ended it ran some time before that: by the end of the
 * wait it may have blocked itself, or ended. So a waker pays what it owes at the last instant at
 * which it runs before the end (design §4).
 */
final class Wait {
    final TracedThread thread;

    /** Who ends it; {@code null} when nobody is known to. */
    final TracedThread waker;

    /** Why it waits; may become clearer until it is shown. */
    BlockReason reason;

    final Stack stack;

    /** When its thread runs again; known once it is planned. */
    long end = Long.MAX_VALUE;

    /** Whether its time was up before its thread had the monitor that it was notified for. */
    boolean isOverdue;

    /** Whether it has been shown to begin. */
    boolean hasBegun;

    /** Whether it is over, and its begin not to be shown any more. */
    boolean isOver;

    /** Whether its thread has been woken before its end: it could run since, and does not yet. */
    boolean isPaid;

    /** Whether it has been shown that its thread was notified: it waits for its monitor since. */
    boolean isNotified;

    /** Whether it waits for its monitor on when its waker has gone: others end it. */
    boolean isInQueue;

    /** Whether it is a read that waits, though its thread stays on its carrier. */
    boolean isPinned;

    Wait(TracedThread thread, TracedThread waker, BlockReason reason, Stack stack) {
        this.thread = thread;
        this.waker = waker == thread ? null : waker;
        this.reason = reason;
        this.stack = stack;
    }

    /** Where it waits; its name, where no stack tells. */
    Stack place() {
        return stack.isEmpty() ? thread.nameStack : stack;
    }

    /** Whether it is to be shown. */
    boolean isPlanned() {
        return end != Long.MAX_VALUE;
    }

    /** Whether its thread is in it, and has not been woken. */
    boolean isOpen() {
        return thread.is(ThreadState.WAITING) && thread.wait == this;
    }
}
