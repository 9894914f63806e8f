package dev.jfrtrace.api;

import java.util.function.Supplier;

/**
 * A task under way; see {@link Trace#task}. Any thread may use it.
 *
 * <p>A task is not bound to a thread, and no thread has a current task: pass the object to whatever
 * works on the task, as a Go program passes the context that {@code trace.NewTask} returns.
 */
public final class Task implements AutoCloseable {
    private final Annotations annotations;
    private final long id;

    Task(Annotations annotations, long id) {
        this.annotations = annotations;
        this.id = id;
    }

    /** Begins a task that is part of this one. */
    public Task task(String name) {
        return new Task(annotations, annotations.beginTask(id, Trace.text(name)));
    }

    /** Begins a region of the calling thread that belongs to this task. */
    public Region region(String name) {
        return new Region(annotations, id, Trace.text(name));
    }

    /** Puts a message of this task on the timeline of the calling thread. */
    public void log(String category, String message) {
        annotations.log(id, Trace.text(category), Trace.text(message));
    }

    /**
     * The same with a message that is computed only while a recording wants it; see {@link
     * Trace#log(String, Supplier)}.
     */
    public void log(String category, Supplier<String> message) {
        annotations.log(id, Trace.text(category), message);
    }

    /** Ends the task. A second call has no effect on the trace. */
    @Override
    public void close() {
        annotations.endTask(id);
    }
}
