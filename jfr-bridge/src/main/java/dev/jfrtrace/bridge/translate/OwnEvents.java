package dev.jfrtrace.bridge.translate;

import static dev.jfrtrace.bridge.mapping.JfrMapping.LOG;
import static dev.jfrtrace.bridge.mapping.JfrMapping.REGION_BEGIN;
import static dev.jfrtrace.bridge.mapping.JfrMapping.REGION_END;
import static dev.jfrtrace.bridge.mapping.JfrMapping.TASK_BEGIN;
import static dev.jfrtrace.bridge.mapping.JfrMapping.TASK_END;

import dev.jfrtrace.bridge.collect.JfrRecord;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.bridge.translate.TracedThread.OpenRegion;
import dev.jfrtrace.encoder.generation.Stack;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tasks, regions and logs of our own API. Only what has begun in the trace is named: a task whose
 * begin came before the recording is none to viewers, and what belongs to it has no task.
 */
final class OwnEvents {
    /** A program that does not close its tasks or regions may run for months while it is traced. */
    static final int MOST_TASKS = 1 << 18;

    static final int MOST_NESTED = 1 << 12;
    static final String UNFINISHED = "unfinished";

    private final Stage stage;

    /** In the order in which they began. */
    private final Set<Long> activeTasks = new LinkedHashSet<>();

    private boolean hasToldOfMany;

    OwnEvents(Stage stage) {
        this.stage = stage;
    }

    void register(Map<JfrMapping, EventHandler> handlers) {
        handlers.put(TASK_BEGIN, this::taskBegin);
        handlers.put(TASK_END, this::taskEnd);
        handlers.put(REGION_BEGIN, this::regionBegin);
        handlers.put(REGION_END, this::regionEnd);
        handlers.put(LOG, this::log);
    }

    private Fate taskBegin(JfrRecord record, TracedThread thread) {
        long task = record.slots[0];
        // A parent begins before its child and has the smaller id; all else is made up.
        long parent = record.slots[1] < task ? record.slots[1] : 0;
        if (task <= 0 || task >= Cast.FIRST_OTHER_TASK) {
            return Fate.NOT_USED;
        }
        String name = stage.text(record.slots[2], "task");
        Stack stack = stage.stacks.caller(record.stack);
        return plan(
                thread,
                record.start,
                time -> {
                    if (activeTasks.add(task)) {
                        stage.encoder.userTaskBegin(
                                thread.m, time, task, known(parent), name, stack);
                        endOldest(thread, time);
                    }
                });
    }

    /** Of too many that is, at a time. Its own end, if there is one, comes too late. */
    private void endOldest(TracedThread thread, long time) {
        if (activeTasks.size() <= MOST_TASKS) {
            return;
        }
        Iterator<Long> tasks = activeTasks.iterator();
        long oldest = tasks.next();
        tasks.remove();
        stage.encoder.userTaskEnd(thread.m, time, oldest, Stack.NONE);
        tellOfMany(thread, time, "more than " + MOST_TASKS + " tasks: the oldest are ended early");
    }

    private void tellOfMany(TracedThread thread, long time, String what) {
        if (!hasToldOfMany) {
            hasToldOfMany = true;
            stage.encoder.userLog(thread.m, time, 0, UNFINISHED, what, Stack.NONE);
        }
    }

    private Fate taskEnd(JfrRecord record, TracedThread thread) {
        long task = record.slots[0];
        return plan(
                thread,
                record.start,
                time -> {
                    if (activeTasks.remove(task)) {
                        stage.encoder.userTaskEnd(thread.m, time, task, Stack.NONE);
                    }
                });
    }

    private Fate regionBegin(JfrRecord record, TracedThread thread) {
        long task = record.slots[0];
        String name = stage.text(record.slots[1], "region");
        Stack stack = stage.stacks.caller(record.stack);
        return plan(
                thread,
                record.start,
                time -> open(thread, time, new OpenRegion(known(task), name, true), stack));
    }

    private Fate regionEnd(JfrRecord record, TracedThread thread) {
        long task = record.slots[0];
        String name = stage.text(record.slots[1], "region");
        return plan(thread, record.start, time -> close(thread, time, task, name));
    }

    private void open(TracedThread thread, long time, OpenRegion region, Stack stack) {
        if (thread.openRegions().size() < MOST_NESTED) {
            stage.regions.open(thread, time, region, stack);
        } else {
            String what =
                    "more than " + MOST_NESTED + " regions of a thread: further ones are missing";
            tellOfMany(thread, time, what);
        }
    }

    /** Ends the innermost region of this name and task; of no task if that is not known. */
    private void close(TracedThread thread, long time, long task, String name) {
        List<OpenRegion> open = thread.openRegions();
        for (int i = open.size() - 1; i >= 0; i--) {
            OpenRegion region = open.get(i);
            boolean sameTask = region.task() == task || region.task() == 0;
            if (region.isOwn() && sameTask && region.name().equals(name)) {
                stage.regions.close(thread, time, open.get(i));
                return;
            }
        }
    }

    private Fate log(JfrRecord record, TracedThread thread) {
        long task = record.slots[0];
        String category = stage.text(record.slots[1], "");
        String message = record.text == null ? "" : record.text;
        Stack stack = stage.stacks.caller(record.stack);
        return plan(
                thread,
                record.start,
                time ->
                        stage.encoder.userLog(
                                thread.m, time, known(task), category, message, stack));
    }

    private long known(long task) {
        return activeTasks.contains(task) ? task : 0;
    }

    /** A step that the thread does while it runs. */
    private Fate plan(TracedThread thread, long start, Step step) {
        if (thread == null) {
            return Fate.NO_THREAD;
        }
        stage.planRunning(thread, start, step);
        return Fate.TRANSLATED;
    }
}
