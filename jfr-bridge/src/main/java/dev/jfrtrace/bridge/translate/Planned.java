package dev.jfrtrace.bridge.translate;

/** A step, and the time that it is planned for. */
final class Planned implements Comparable<Planned> {
    final long time;

    /** Among those of the same time. */
    final long order;

    /** Whose step it is; {@code null} where it is not of one thread. */
    final TracedThread thread;

    final Step step;

    Planned(long time, long order, TracedThread thread, Step step) {
        this.time = time;
        this.order = order;
        this.thread = thread;
        this.step = step;
    }

    boolean isBefore(Planned other) {
        return time < other.time || time == other.time && order < other.order;
    }

    @Override
    public int compareTo(Planned other) {
        int byTime = Long.compare(time, other.time);
        return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
}
