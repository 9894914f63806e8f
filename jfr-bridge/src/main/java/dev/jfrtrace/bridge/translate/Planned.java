package dev.jfrtrace.bridge.translate;

/** A step, and when its turn is. It links itself into the list or heap that it waits in. */
final class Planned {
    final long time;

    /** Among those of the same time. */
    final long order;

    /** Whose step it is; {@code null} where it is not of one thread. */
    final TracedThread thread;

    final Step step;

    /** The next in its list; in a heap, the next of those that stand behind the same one. */
    Planned next;

    /** In a heap: the first of those that stand behind it. */
    Planned behind;

    Planned(long time, long order, TracedThread thread, Step step) {
        this.time = time;
        this.order = order;
        this.thread = thread;
        this.step = step;
    }

    boolean isBefore(Planned other) {
        return time < other.time || time == other.time && order < other.order;
    }
}
