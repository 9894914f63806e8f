package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.bridge.source.JfrThread;

/**
 * A thread of a JVM, over all its chunks.
 *
 * @param index counts the JVM's threads from 0
 * @param thread ids and names as the first chunk that has it tells them
 * @param startNanos when it started, in nanoseconds of the trace; {@link #UNKNOWN} without an event
 * @param endNanos when it ended, likewise
 * @param takenEndNanos when a virtual thread is taken to end whose end was not recorded; {@link
 *     #UNKNOWN} for all others
 * @param firstStack place of a stack of it, or {@link JfrRecord#NONE}
 * @param isBusy whether more is known of it than that it started and ended
 */
public record JvmThread(
        int index,
        JfrThread thread,
        long startNanos,
        long endNanos,
        long takenEndNanos,
        long firstStack,
        boolean isBusy) {
    /** One that is met because something is known of it. */
    public JvmThread(int index, JfrThread thread, long startNanos, long endNanos, long firstStack) {
        this(index, thread, startNanos, endNanos, UNKNOWN, firstStack, true);
    }

    public static final long UNKNOWN = Long.MIN_VALUE;
}
