package dev.jfrtrace.api;

import java.util.function.Supplier;

/**
 * A task under way; see {@link Trace#task}. May be handed to and used by any thread.
 *
 * <p>Whoever works for a task must have it: there is none that a thread is in by itself, since work
 * goes from thread to thread, and a thread from work to work.
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
     * The same with a message that is made up only while a recording takes it in; see {@link
     * Trace#log(String, Supplier)}.
     */
    public void log(String category, Supplier<String> message) {
        annotations.log(id, Trace.text(category), message);
    }

    /** Ends the task; a second time does nothing that a reader would see. */
    @Override
    public void close() {
        annotations.endTask(id);
    }
}
