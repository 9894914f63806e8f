package dev.jfrtrace.api;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * Annotations as JFR events. Begin and end are events of their own: a duration event is written
 * when it ends, but a task must stand in a trace before what belongs to it.
 */
final class JfrAnnotations implements Annotations {
    @Name("dev.jfrtrace.TaskBegin")
    @Label("Task Begin")
    @Category("jfrtrace")
    @Description("A task of the application begins")
    static final class TaskBegin extends Event {
        @Label("Task")
        long task;

        @Label("Parent Task")
        long parent;

        @Label("Name")
        String name;
    }

    @Name("dev.jfrtrace.TaskEnd")
    @Label("Task End")
    @Category("jfrtrace")
    @StackTrace(false)
    static final class TaskEnd extends Event {
        @Label("Task")
        long task;
    }

    @Name("dev.jfrtrace.RegionBegin")
    @Label("Region Begin")
    @Category("jfrtrace")
    @Description("A region of the thread's work begins")
    static final class RegionBegin extends Event {
        @Label("Task")
        long task;

        @Label("Name")
        String name;
    }

    @Name("dev.jfrtrace.RegionEnd")
    @Label("Region End")
    @Category("jfrtrace")
    @StackTrace(false)
    static final class RegionEnd extends Event {
        @Label("Task")
        long task;

        @Label("Name")
        String name;
    }

    @Name("dev.jfrtrace.Log")
    @Label("Log")
    @Category("jfrtrace")
    static final class Log extends Event {
        @Label("Task")
        long task;

        @Label("Category")
        String category;

        @Label("Message")
        String message;
    }

    private final TaskIds taskIds = new TaskIds();

    @Override
    public boolean isEnabled() {
        return new Log().isEnabled();
    }

    @Override
    public long beginTask(long parent, String name) {
        TaskBegin event = new TaskBegin();
        if (!event.isEnabled()) {
            return 0;
        }
        event.task = taskIds.next();
        event.parent = parent;
        event.name = name;
        event.commit();
        return event.task;
    }

    @Override
    public void endTask(long task) {
        TaskEnd event = new TaskEnd();
        // Task 0 began while nobody listened.
        if (task != 0 && event.isEnabled()) {
            event.task = task;
            event.commit();
        }
    }

    @Override
    public void beginRegion(long task, String name) {
        RegionBegin event = new RegionBegin();
        if (event.isEnabled()) {
            event.task = task;
            event.name = name;
            event.commit();
        }
    }

    @Override
    public void endRegion(long task, String name) {
        RegionEnd event = new RegionEnd();
        if (event.isEnabled()) {
            event.task = task;
            event.name = name;
            event.commit();
        }
    }

    @Override
    public void log(long task, String category, String message) {
        Log event = new Log();
        if (event.isEnabled()) {
            event.task = task;
            event.category = category;
            event.message = message;
            event.commit();
        }
    }
}
