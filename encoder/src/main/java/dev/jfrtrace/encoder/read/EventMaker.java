package dev.jfrtrace.encoder.read;

import dev.jfrtrace.encoder.format.EventType;
import dev.jfrtrace.encoder.format.Limits;
import dev.jfrtrace.encoder.format.ProcStatus;
import dev.jfrtrace.encoder.format.TraceFormatException;
import dev.jfrtrace.encoder.format.TraceFormatException.Fault;
import dev.jfrtrace.encoder.order.Effect;

/**
 * Makes the events that are handed on, always in the same objects: one, and two more for what an
 * event brings with it.
 */
final class EventMaker {
    private final TraceEvent event = new TraceEvent();
    private final TraceEvent[] queue = {new TraceEvent(), new TraceEvent()};
    private int queued;
    private int taken;
    private long syncs;

    /** The event that was made last. */
    TraceEvent event() {
        return event;
    }

    /** The next of those that the last event brought with it, or {@code null}. */
    TraceEvent queued() {
        return taken < queued ? queue[taken++] : null;
    }

    /**
     * @param generation the one that starts, or {@code null}
     */
    TraceEvent sync(long time, Generation generation) {
        event.become(EventType.SYNC, generation == null ? null : generation.tables);
        event.time = time;
        event.context(Limits.NONE, Limits.NONE, Limits.NONE);
        event.arguments(++syncs, 0, 0, 0);
        event.sync(generation == null ? null : generation.clock);
        return event;
    }

    TraceEvent sample(CpuSamples.Sample sample, Generation generation) throws TraceFormatException {
        event.become(EventType.CPU_SAMPLE, generation.tables);
        event.time = sample.time();
        event.context(sample.thread(), sample.proc(), sample.goroutine());
        event.arguments(sample.stack(), 0, 0, 0);
        if (!generation.tables.hasStack(sample.stack())) {
            throw new TraceFormatException(
                    Fault.CORRUPT,
                    sample.offset(),
                    generation.number,
                    sample.thread(),
                    "a CPU sample with stack id " + Long.toUnsignedString(sample.stack()),
                    "an id of the generation's stack table");
        }
        return event;
    }

    /** Makes the event at hand out of the cursor's, and what it brings with it. */
    void make(ThreadCursor cursor, Effect effect, Generation generation)
            throws TraceFormatException {
        queued = 0;
        taken = 0;
        fill(event, cursor.type, cursor, effect, generation.tables);
        event.arguments(cursor.a0, cursor.a1, cursor.a2, cursor.a3);
        switch (cursor.type) {
            case PROC_STATUS:
                procStatus(cursor, effect);
                break;
            case GO_STATUS:
            case GO_STATUS_STACK:
                State to = State.of(effect.goStatus());
                event.states(effect.isFirstMention() ? State.UNDETERMINED : to, to);
                break;
            case PROC_STEAL:
                event.states(State.of(effect.procStatus()), State.IDLE);
                break;
            case GO_DESTROY_SYSCALL:
                if (effect.lostProc()) {
                    stealBefore(cursor, effect, generation.tables);
                }
                break;
            case GO_SWITCH:
            case GO_SWITCH_DESTROY:
                switchAfter(cursor, effect, generation.tables);
                break;
            case STW_END:
                stwEnd(cursor, effect, generation.tables);
                break;
            case USER_TASK_END:
                event.endsTask(effect.taskName(), effect.taskParent());
                break;
            default:
                break;
        }
    }

    private static void fill(
            TraceEvent target, EventType type, ThreadCursor cursor, Effect effect, Tables tables) {
        target.become(type, tables);
        target.time = cursor.time;
        target.context(effect.thread(), effect.proc(), effect.goroutine());
    }

    private void procStatus(ThreadCursor cursor, Effect effect) throws TraceFormatException {
        boolean isKnownAbandoned =
                !effect.isFirstMention()
                        && (effect.isPromoted()
                                || effect.procStatus() == ProcStatus.SYSCALL_ABANDONED);
        if (!isKnownAbandoned && (cursor.a1 < 0 || cursor.a1 > 0xFF)) {
            // The low byte is a status, and Go's reader looks no further; its printing panics.
            throw cursor.corrupt("a proc's status, 0 to 4");
        }
        State to = State.of(effect.procStatus());
        State first = effect.isFirstGeneration() ? State.UNDETERMINED : State.NOT_EXIST;
        event.states(effect.isFirstMention() ? first : to, to);
    }

    /** The goroutine ends in a syscall with its proc: that goes first, as if it were stolen. */
    private void stealBefore(ThreadCursor cursor, Effect effect, Tables tables) {
        fill(queue[0], EventType.GO_DESTROY_SYSCALL, cursor, effect, tables);
        queue[0].arguments(0, 0, 0, 0);
        queued = 1;
        event.become(EventType.PROC_STEAL, tables);
        event.arguments(effect.proc(), 0, 0, 0);
        event.states(State.RUNNING, State.IDLE);
    }

    /** A switch wakes a goroutine; then the thread's own blocks or ends, and that one starts. */
    private void switchAfter(ThreadCursor cursor, Effect effect, Tables tables) {
        boolean ends = cursor.type == EventType.GO_SWITCH_DESTROY;
        fill(queue[0], ends ? EventType.GO_DESTROY : EventType.GO_BLOCK, cursor, effect, tables);
        queue[0].arguments(0, 0, 0, 0);
        fill(queue[1], EventType.GO_START, cursor, effect, tables);
        queue[1].context(effect.thread(), effect.proc(), Limits.NONE);
        queue[1].arguments(cursor.a0, cursor.a1, 0, 0);
        queued = 2;
    }

    private void stwEnd(ThreadCursor cursor, Effect effect, Tables tables)
            throws TraceFormatException {
        if (!tables.hasString(effect.stwKind())) {
            // Rule V1: Go's reader takes it, and printing it panics.
            throw cursor.corrupt(
                    "that the world was stopped in this generation, whose string table has the"
                            + " kind (rule V1)");
        }
        event.arguments(effect.stwKind(), 0, 0, 0);
    }
}
