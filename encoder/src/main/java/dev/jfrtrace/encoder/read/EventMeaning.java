package dev.jfrtrace.encoder.read;

import dev.jfrtrace.encoder.format.Arg;
import dev.jfrtrace.encoder.format.EventType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What an event of the wire means, one row per type that a reader hands on. {@code
 * internal/trace/event.go} says the same in Go.
 *
 * @param from the state before, of a transition; {@code null} where only the trace's state tells
 * @param to the state after; likewise
 * @param name of a range (a stopped world has its kind beside it) or a metric; else {@code null}
 * @param stackArg the position of the stack of the event's own thread, the time not counted; -1
 * @param newStackArg the position of the stack of a created goroutine; -1
 */
record EventMeaning(
        EventKind kind,
        ResourceKind resource,
        Subject subject,
        State from,
        State to,
        String name,
        int stackArg,
        int newStackArg) {

    /** Where the id of the resource stands. */
    enum Subject {
        NONE,
        /** The event's first argument. */
        ARGUMENT,
        /** The goroutine of the event's thread. */
        GOROUTINE,
        /** The proc of the event's thread. */
        PROC
    }

    private static final EventMeaning[] TABLE = table();

    /** The row, or {@code null} for events of structure. */
    static EventMeaning of(EventType type) {
        return TABLE[type.ordinal()];
    }

    private static EventMeaning[] table() {
        Rows rows = new Rows();
        rows.add(EventType.SYNC, EventKind.SYNC);
        rows.add(EventType.CPU_SAMPLE, EventKind.STACK_SAMPLE);
        transitions(rows);
        ranges(rows);
        rows.metric(EventType.PROCS_CHANGE, "/sched/gomaxprocs:threads");
        rows.metric(EventType.HEAP_ALLOC_CHANGE, "/memory/classes/heap/objects:bytes");
        rows.metric(EventType.HEAP_GOAL_CHANGE, "/gc/heap/goal:bytes");
        rows.add(
                EventType.GO_LABEL,
                EventKind.LABEL,
                ResourceKind.GOROUTINE,
                Subject.GOROUTINE,
                null);
        rows.add(EventType.USER_TASK_BEGIN, EventKind.TASK_BEGIN);
        rows.add(EventType.USER_TASK_END, EventKind.TASK_END);
        rows.add(EventType.USER_REGION_BEGIN, EventKind.REGION_BEGIN);
        rows.add(EventType.USER_REGION_END, EventKind.REGION_END);
        rows.add(EventType.USER_LOG, EventKind.LOG);
        for (EventType type : EventType.values()) {
            if (type.kind() == EventType.Kind.EXPERIMENTAL) {
                rows.add(type, EventKind.EXPERIMENTAL);
            }
        }
        return rows.table();
    }

    private static void transitions(Rows rows) {
        rows.proc(EventType.PROC_START, Subject.ARGUMENT, State.IDLE, State.RUNNING);
        rows.proc(EventType.PROC_STOP, Subject.PROC, State.RUNNING, State.IDLE);
        rows.proc(EventType.PROC_STEAL, Subject.ARGUMENT, null, State.IDLE);
        rows.proc(EventType.PROC_STATUS, Subject.ARGUMENT, null, null);

        rows.argument(EventType.GO_CREATE, State.NOT_EXIST, State.RUNNABLE);
        rows.argument(EventType.GO_CREATE_BLOCKED, State.NOT_EXIST, State.WAITING);
        rows.argument(EventType.GO_CREATE_SYSCALL, State.NOT_EXIST, State.SYSCALL);
        rows.argument(EventType.GO_START, State.RUNNABLE, State.RUNNING);
        rows.argument(EventType.GO_UNBLOCK, State.WAITING, State.RUNNABLE);
        // The other two events that a switch stands for are handed on by themselves.
        rows.argument(EventType.GO_SWITCH, State.WAITING, State.RUNNABLE);
        rows.argument(EventType.GO_SWITCH_DESTROY, State.WAITING, State.RUNNABLE);
        rows.argument(EventType.GO_STATUS, null, null);
        rows.argument(EventType.GO_STATUS_STACK, null, null);
        rows.own(EventType.GO_DESTROY, State.RUNNING, State.NOT_EXIST);
        rows.own(EventType.GO_DESTROY_SYSCALL, State.SYSCALL, State.NOT_EXIST);
        rows.own(EventType.GO_STOP, State.RUNNING, State.RUNNABLE);
        rows.own(EventType.GO_BLOCK, State.RUNNING, State.WAITING);
        rows.own(EventType.GO_SYSCALL_BEGIN, State.RUNNING, State.SYSCALL);
        rows.own(EventType.GO_SYSCALL_END, State.SYSCALL, State.RUNNING);
        rows.own(EventType.GO_SYSCALL_END_BLOCKED, State.SYSCALL, State.RUNNABLE);
    }

    private static void ranges(Rows rows) {
        ResourceKind g = ResourceKind.GOROUTINE;
        String stw = "stop-the-world";
        rows.add(EventType.STW_BEGIN, EventKind.RANGE_BEGIN, g, Subject.GOROUTINE, stw);
        rows.add(EventType.STW_END, EventKind.RANGE_END, g, Subject.GOROUTINE, stw);

        ResourceKind none = ResourceKind.NONE;
        String mark = "GC concurrent mark phase";
        rows.add(EventType.GC_ACTIVE, EventKind.RANGE_ACTIVE, none, Subject.NONE, mark);
        rows.add(EventType.GC_BEGIN, EventKind.RANGE_BEGIN, none, Subject.NONE, mark);
        rows.add(EventType.GC_END, EventKind.RANGE_END, none, Subject.NONE, mark);

        ResourceKind p = ResourceKind.PROC;
        String sweep = "GC incremental sweep";
        rows.add(EventType.GC_SWEEP_ACTIVE, EventKind.RANGE_ACTIVE, p, Subject.ARGUMENT, sweep);
        rows.add(EventType.GC_SWEEP_BEGIN, EventKind.RANGE_BEGIN, p, Subject.PROC, sweep);
        rows.add(EventType.GC_SWEEP_END, EventKind.RANGE_END, p, Subject.PROC, sweep);

        String assist = "GC mark assist";
        rows.add(
                EventType.GC_MARK_ASSIST_ACTIVE,
                EventKind.RANGE_ACTIVE,
                g,
                Subject.ARGUMENT,
                assist);
        rows.add(
                EventType.GC_MARK_ASSIST_BEGIN,
                EventKind.RANGE_BEGIN,
                g,
                Subject.GOROUTINE,
                assist);
        rows.add(EventType.GC_MARK_ASSIST_END, EventKind.RANGE_END, g, Subject.GOROUTINE, assist);
    }

    /** The table while it is made. */
    private static final class Rows {
        private final Map<EventType, EventMeaning> rows = new EnumMap<>(EventType.class);

        void add(EventType type, EventKind kind) {
            add(type, kind, ResourceKind.NONE, Subject.NONE, null);
        }

        void metric(EventType type, String name) {
            add(type, EventKind.METRIC, ResourceKind.NONE, Subject.NONE, name);
        }

        void add(
                EventType type,
                EventKind kind,
                ResourceKind resource,
                Subject subject,
                String name) {
            add(type, kind, resource, subject, null, null, name);
        }

        void proc(EventType type, Subject subject, State from, State to) {
            add(type, EventKind.STATE_TRANSITION, ResourceKind.PROC, subject, from, to, null);
        }

        void argument(EventType type, State from, State to) {
            goroutine(type, Subject.ARGUMENT, from, to);
        }

        void own(EventType type, State from, State to) {
            goroutine(type, Subject.GOROUTINE, from, to);
        }

        private void goroutine(EventType type, Subject subject, State from, State to) {
            add(type, EventKind.STATE_TRANSITION, ResourceKind.GOROUTINE, subject, from, to, null);
        }

        private void add(
                EventType type,
                EventKind kind,
                ResourceKind resource,
                Subject subject,
                State from,
                State to,
                String name) {
            // A sample's first argument, the time, is stripped like that of a timed event.
            List<Arg> args = type.args();
            int stack = type == EventType.CPU_SAMPLE ? 0 : args.indexOf(Arg.STACK) - 1;
            int newStack = args.indexOf(Arg.NEW_STACK) - 1;
            rows.put(
                    type,
                    new EventMeaning(
                            kind,
                            resource,
                            subject,
                            from,
                            to,
                            name,
                            Math.max(stack, -1),
                            Math.max(newStack, -1)));
        }

        EventMeaning[] table() {
            EventMeaning[] table = new EventMeaning[EventType.values().length];
            rows.forEach((type, row) -> table[type.ordinal()] = row);
            return table;
        }
    }
}
