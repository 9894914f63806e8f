package dev.jfrtrace.encoder.read;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What holds at a point of a trace, for those who want but what follows: takes the events up to
 * there, gives events that say where the trace stands, as if it began there.
 *
 * <p>Memory grows with what lives: goroutines, open ranges, regions and tasks; and with the tables
 * of the generations that told of them. Not thread-safe.
 */
public final class StateSoFar {
    private record RangeKey(String name, ResourceKind kind, long resource) {}

    /** What is known of a goroutine. */
    private static final class Known {
        /** The first event that has its stack, whose outermost frame is what it is called by. */
        private TraceEvent named;

        private TraceEvent last;
        private TraceEvent label;

        /** Its syscall's proc stops: the event of the proc that said so. */
        private TraceEvent procLost;

        private boolean hasRun;
        private final Deque<TraceEvent> regions = new ArrayDeque<>(2);
    }

    private final Map<Long, Known> goroutines = new LinkedHashMap<>();
    private final Map<Long, Known> inSyscall = new HashMap<>();
    private final Map<RangeKey, TraceEvent> ranges = new LinkedHashMap<>();
    private final Map<Long, TraceEvent> tasks = new LinkedHashMap<>();
    private final Map<String, TraceEvent> metrics = new LinkedHashMap<>();
    private TraceEvent sync;

    /** The state at the start of a trace. */
    public StateSoFar() {}

    /** Takes the next event; keeps nothing of the object. */
    public void add(TraceEvent event) {
        switch (event.kind()) {
            case SYNC:
                sync = event.copy();
                break;
            case METRIC:
                metrics.put(event.name(), event.copy());
                break;
            case STATE_TRANSITION:
                transition(event);
                break;
            case LABEL:
                of(event.resource()).label = event.copy();
                break;
            case RANGE_BEGIN:
                ranges.put(key(event), event.copy());
                break;
            case RANGE_ACTIVE:
                ranges.putIfAbsent(key(event), event.copy());
                break;
            case RANGE_END:
                ranges.remove(key(event));
                break;
            default:
                annotation(event);
                break;
        }
    }

    private static RangeKey key(TraceEvent event) {
        return new RangeKey(event.name(), event.resourceKind(), event.resource());
    }

    private Known of(long goroutine) {
        return goroutines.computeIfAbsent(goroutine, id -> new Known());
    }

    private void transition(TraceEvent event) {
        if (event.from() == event.to()) {
            return;
        }
        if (event.resourceKind() == ResourceKind.PROC) {
            Known known = event.to() == State.IDLE ? inSyscall.remove(event.resource()) : null;
            if (known != null) {
                known.procLost = event.copy();
            }
        } else if (event.to() == State.NOT_EXIST) {
            goroutines.remove(event.resource());
        } else {
            enter(of(event.resource()), event.copy());
        }
    }

    private void enter(Known known, TraceEvent event) {
        if (known.last != null && known.last.to() == State.SYSCALL) {
            inSyscall.remove(known.last.proc(), known);
            known.procLost = null;
        }
        if (event.to() == State.SYSCALL) {
            inSyscall.put(event.proc(), known);
        }
        TraceStack stack = known.named == null ? event.transitionStack() : null;
        if (stack != null && !stack.frames().isEmpty()) {
            known.named = event;
        }
        known.hasRun |= event.to() == State.RUNNING;
        known.last = event;
    }

    private void annotation(TraceEvent event) {
        switch (event.kind()) {
            case TASK_BEGIN:
                tasks.put(event.task(), event.copy());
                break;
            case TASK_END:
                tasks.remove(event.task());
                break;
            case REGION_BEGIN:
                of(event.goroutine()).regions.addLast(event.copy());
                break;
            case REGION_END:
                of(event.goroutine()).regions.pollLast();
                break;
            default:
                break;
        }
    }

    /**
     * The state as events of this time: a sync, the metrics, each goroutine with its label and its
     * open regions, open ranges and tasks. A goroutine that has run is first said to run: so it is
     * known to have started. New objects, which are the caller's.
     *
     * @param time not before the last event's, in nanoseconds
     */
    public List<TraceEvent> at(long time) {
        List<TraceEvent> all = new ArrayList<>();
        if (sync != null) {
            TraceEvent first = at(time, sync);
            first.arguments(1, 0, 0, 0);
            all.add(first);
        }
        metrics.values().forEach(metric -> all.add(at(time, metric)));
        goroutines.values().stream()
                .filter(known -> known.last != null)
                .forEach(known -> add(all, known, time));
        ranges.values().forEach(range -> all.add(at(time, range)));
        tasks.values().forEach(task -> all.add(at(time, task)));
        return all;
    }

    private static TraceEvent at(long time, TraceEvent event) {
        TraceEvent moved = event.copy();
        moved.time = time;
        return moved;
    }

    private static void add(List<TraceEvent> all, Known known, long time) {
        TraceEvent last = known.last;
        State now = last.to();
        TraceEvent first = at(time, known.named == null ? last : known.named);
        first.thread = last.thread;
        first.proc = last.proc;
        first.states(State.UNDETERMINED, known.hasRun ? State.RUNNING : now);
        all.add(first);
        if (known.label != null) {
            TraceEvent label = at(time, known.label);
            label.proc = last.proc;
            all.add(label);
        }
        if (known.hasRun && now != State.RUNNING) {
            TraceEvent second = at(time, last);
            second.states(State.RUNNING, now);
            all.add(second);
        }
        if (known.procLost != null) {
            all.add(at(time, known.procLost));
        }
        known.regions.forEach(region -> all.add(at(time, region)));
    }
}
