package dev.jfrtrace.api;

/**
 * Names a program's own work.
 *
 * <pre>
 * try (Task order = Trace.task("order");
 *         Region parse = order.region("parse")) {
 *     order.log("id", "4711");
 * }
 * </pre>
 *
 * <p>All methods may be called by any thread, and cost next to nothing while no recording runs.
 */
public final class Trace {
    private static final Annotations ANNOTATIONS = Annotations.ofThisRuntime();

    private Trace() {}

    /** Whether a recording takes annotations in right now: worth asking before costly messages. */
    public static boolean isEnabled() {
        return ANNOTATIONS.isEnabled();
    }

    /**
     * Begins a task: work with a name that may move between threads. It ends when it is closed, by
     * any thread.
     */
    public static Task task(String name) {
        return new Task(ANNOTATIONS, ANNOTATIONS.beginTask(0, text(name)));
    }

    /**
     * Begins a region: a piece of the calling thread's work. It ends when it is closed, by the same
     * thread, after the regions that began within it.
     */
    public static Region region(String name) {
        return new Region(ANNOTATIONS, 0, text(name));
    }

    /** Puts a message on the timeline of the calling thread. */
    public static void log(String category, String message) {
        ANNOTATIONS.log(0, text(category), text(message));
    }

    static String text(String text) {
        return text == null ? "" : text;
    }
}
