package dev.jfrtrace.encoder.order;

import dev.jfrtrace.encoder.format.Limits;
import dev.jfrtrace.encoder.order.GoState.Region;
import dev.jfrtrace.encoder.util.LongMap;
import java.util.List;

/** What a program says of itself: labels, tasks, regions and logs. */
final class AnnotationRules {
    /** A task that has begun and not ended. */
    private record Task(String name, long parent) {}

    private static final Task UNKNOWN = new Task("", Limits.NONE);
    private static final String GC_WORKER_LABEL = "GC ";

    private final TraceState state;
    private final LongMap<Task> activeTasks = new LongMap<>();

    AnnotationRules(TraceState state) {
        this.state = state;
    }

    OrderRule label(Step event) {
        OrderRule broken = event.needsUserGoroutine();
        if (broken != null) {
            return broken;
        }
        return state.viewers && event.text.startsWith(GC_WORKER_LABEL) ? OrderRule.V2 : null;
    }

    OrderRule taskBegin(Step event) {
        long task = event.a0;
        if (isActive(task)) {
            return OrderRule.R33;
        }
        OrderRule broken = event.needsUserGoroutine();
        if (broken != null) {
            return broken;
        }
        if (state.viewers) {
            if (!isTask(task)) {
                return OrderRule.V18;
            }
            long parent = event.a1;
            if (parent != 0 && (!isActive(parent) || parent >= task)) {
                return OrderRule.V7;
            }
        }
        // Here a parent 0 is none; the background task is spoken of by regions only.
        activeTasks.put(task, new Task(event.text, event.a1 == 0 ? Limits.NONE : event.a1));
        return null;
    }

    /** The end of a task that is not active is taken for one that began before the trace. */
    OrderRule taskEnd(Step event) {
        OrderRule broken = event.needsUserGoroutine();
        if (broken != null) {
            return broken;
        }
        if (state.viewers && !isTask(event.a0)) {
            return OrderRule.V18;
        }
        Task ended = activeTasks.get(event.a0);
        tellEnd(event, ended == null ? UNKNOWN : ended);
        activeTasks.remove(event.a0);
        return null;
    }

    private static void tellEnd(Step event, Task ended) {
        event.effect.taskName = ended.name;
        event.effect.taskParent = ended.parent;
    }

    OrderRule regionBegin(Step event) {
        OrderRule broken = event.needsLiveGoroutine();
        if (broken == null) {
            broken = mayName(event.a0);
        }
        if (broken == null) {
            event.goroutine().regions().add(new Region(event.a0, event.text));
        }
        return broken;
    }

    /** The end of a region when none is open is taken for one that began before the trace. */
    OrderRule regionEnd(Step event) {
        OrderRule broken = event.needsLiveGoroutine();
        if (broken != null) {
            return broken;
        }
        List<Region> open = event.goroutine().regions();
        if (open.isEmpty()) {
            return mayName(event.a0);
        }
        int innermost = open.size() - 1;
        if (!open.get(innermost).is(event.a0, event.text)) {
            return OrderRule.R34;
        }
        open.remove(innermost);
        return null;
    }

    OrderRule log(Step event) {
        OrderRule broken = event.needsUserGoroutine();
        return broken != null ? broken : mayName(event.a0);
    }

    private boolean isActive(long task) {
        return activeTasks.get(task) != null;
    }

    private OrderRule mayName(long task) {
        return state.viewers && task != 0 && !isTask(task) ? OrderRule.V18 : null;
    }

    private static boolean isTask(long id) {
        return id > 0 && id < Limits.MAX_ID;
    }
}
