package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.encoder.TraceEvents;
import dev.jfrtrace.encoder.generation.Stack;

/**
 * Writes the names of threads into the trace, as labels of their goroutines. In Go's format a label
 * is set by the goroutine itself, so a new name is kept until its thread runs.
 */
final class Labels {
    /** Category of the log that tells a thread's new name. */
    private static final String RENAMED = "renamed";

    private final TraceEvents encoder;

    Labels(TraceEvents encoder) {
        this.encoder = encoder;
    }

    /** Says what is still to be said of a thread that runs. */
    void show(TracedThread thread, long time) {
        if (thread.labelled) {
            return;
        }
        if (thread.label != null) {
            encoder.goLabel(thread.m, time, thread.label);
        }
        if (!thread.newName.equals(thread.shownName)) {
            String message = thread.shownName + " is now " + thread.newName;
            encoder.userLog(thread.m, time, 0, RENAMED, message, Stack.NONE);
            thread.shownName = thread.newName;
        }
        thread.labelled = true;
    }

    /** The thread has another name from here on, which shows as soon as it runs. */
    void rename(TracedThread thread, long time, String name) {
        thread.label = GoroutineNames.labelOf(name);
        thread.newName = name;
        thread.labelled = false;
        if (ThreadModel.runs(thread)) {
            show(thread, time);
        }
    }

    /** The thread has had another name since before the trace. */
    void call(TracedThread thread, String name) {
        thread.label = GoroutineNames.labelOf(name);
        thread.newName = name;
        thread.shownName = name;
        thread.labelled = false;
    }
}
