package dev.jfrtrace.api;

/** A region under way; see {@link Trace#region}. Belongs to the thread that began it. */
public final class Region implements AutoCloseable {
    private final Annotations annotations;
    private final long task;
    private final String name;
    private boolean closed;

    Region(Annotations annotations, long task, String name) {
        this.annotations = annotations;
        this.task = task;
        this.name = name;
        annotations.beginRegion(task, name);
    }

    /**
     * Ends the region; a second time does nothing. By another thread than the one that began it, it
     * ends nothing of that one's: the region lasts to the end of the trace, or of the region around
     * it.
     */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            annotations.endRegion(task, name);
        }
    }
}
