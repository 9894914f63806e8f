package dev.jfrtrace.bridge.translate;

import static dev.jfrtrace.bridge.mapping.JfrMapping.NATIVE_SAMPLE;
import static dev.jfrtrace.bridge.mapping.JfrMapping.OTHER;
import static dev.jfrtrace.bridge.mapping.JfrMapping.PULSE;
import static dev.jfrtrace.bridge.mapping.JfrMapping.THREAD_ALLOCATION;
import static dev.jfrtrace.bridge.mapping.JfrMapping.THREAD_DUMP;
import static dev.jfrtrace.bridge.mapping.JfrMapping.THREAD_END;
import static dev.jfrtrace.bridge.mapping.JfrMapping.THREAD_NAME;
import static dev.jfrtrace.bridge.mapping.JfrMapping.THREAD_START;
import static dev.jfrtrace.bridge.mapping.JfrMapping.THREAD_STATE;
import static dev.jfrtrace.bridge.mapping.JfrMapping.VIRTUAL_THREAD_END;
import static dev.jfrtrace.bridge.mapping.JfrMapping.VIRTUAL_THREAD_START;

import dev.jfrtrace.bridge.collect.JfrRecord;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.encoder.generation.Stack;
import java.util.Map;

/** Lives of threads, and events that only show that a thread exists or runs. */
final class ThreadEvents {
    private static final String DEADLOCK = "deadlock";

    /** The tracer's own words of a thread that ended as it was looked at: nothing is missing. */
    private static final Fate ENDED_MEANWHILE = Fate.NOT_USED;

    private final Stage stage;
    private final CpuEvents cpu;
    private String lastDeadlock = "";

    ThreadEvents(Stage stage) {
        this.stage = stage;
        this.cpu = new CpuEvents(stage);
    }

    /** Planning has come to {@code front}. */
    void advance(long front) {
        cpu.advance(front);
        for (TracedThread next = stage.table.nextEnding(front);
                next != null;
                next = stage.table.nextEnding(front)) {
            planTakenEnd(next);
        }
    }

    void register(Map<JfrMapping, EventHandler> handlers) {
        cpu.register(handlers);
        handlers.put(THREAD_START, this::start);
        handlers.put(VIRTUAL_THREAD_START, this::startVirtual);
        handlers.put(THREAD_END, this::end);
        handlers.put(VIRTUAL_THREAD_END, this::end);
        handlers.put(THREAD_ALLOCATION, this::exists);
        handlers.put(NATIVE_SAMPLE, this::nativeSample);
        handlers.put(THREAD_DUMP, this::dump);
        handlers.put(THREAD_STATE, this::state);
        handlers.put(THREAD_NAME, this::name);
        handlers.put(PULSE, (record, thread) -> Fate.NOT_USED);
        handlers.put(OTHER, this::evidence);
    }

    private Fate start(JfrRecord record, TracedThread thread) {
        TracedThread parent = stage.table.get(record.slots[0]);
        Stack stack = stage.stacks.at(record.stack);
        if (parent != null) {
            long started = stage.lastRunning(parent, record.start);
            stage.planEvidence(parent, started);
            stage.timeline.begin(started, time -> stage.threads.bear(thread, time, parent, stack));
        }
        return create(record, thread, parent, stack);
    }

    private Fate startVirtual(JfrRecord record, TracedThread thread) {
        return create(record, thread, null, Stack.NONE);
    }

    private Fate create(JfrRecord record, TracedThread thread, TracedThread parent, Stack stack) {
        thread.startsAt = stage.beganAt();
        stage.silence.heardOf(thread, record.start);
        stage.timeline.begin(record.start, t -> stage.threads.begin(thread, t, parent, stack));
        return Fate.TRANSLATED;
    }

    private Fate end(JfrRecord record, TracedThread thread) {
        stage.silence.heardOf(thread, record.start);
        thread.endsAt = record.start;
        stage.timeline.begin(record.start, t -> end(thread, t));
        return Fate.TRANSLATED;
    }

    /** A thread that others named, and of which nothing else is known, has no goroutine. */
    private void planTakenEnd(TracedThread thread) {
        thread.endsAt = thread.takenEnd;
        stage.timeline.begin(
                thread.takenEnd,
                t -> {
                    if (!thread.is(ThreadState.NEW) || thread.hasDeferred()) {
                        end(thread, t);
                    }
                });
    }

    private void end(TracedThread thread, long time) {
        Step end =
                t -> {
                    stage.threads.end(thread, t);
                    stage.table.leave(thread);
                };
        stage.threads.forgetWait(thread, time);
        stage.threads.turns.submit(thread, time, end);
        // It may have ended with its last slice.
        stage.table.leave(thread);
    }

    /** Threads alive at the start have their goroutine already: nothing is left to do. */
    private Fate exists(JfrRecord record, TracedThread thread) {
        return Fate.EVIDENCE;
    }

    /** A sampler that looks at threads in native code hits those most that wait there. */
    private Fate nativeSample(JfrRecord record, TracedThread thread) {
        if (thread == null) {
            return Fate.NO_THREAD;
        }
        Fate fate = stage.explain(record, thread, WaitPlaces.at(stage.stacks.leaf(record.stack)));
        stage.nativeLooks.lookedAt(thread);
        return fate;
    }

    /** From here on the thread has another label, if it is called otherwise than before. */
    private Fate name(JfrRecord record, TracedThread thread) {
        if (thread == null) {
            return ENDED_MEANWHILE;
        }
        String name = record.text == null ? "" : record.text;
        if (name.equals(thread.name) || thread == stage.threads.vmThread()) {
            return Fate.EVIDENCE;
        }
        thread.name = name;
        if (stage.isClipped(record)) {
            stage.timeline.begin(record.start, time -> stage.threads.labels.call(thread, name));
        } else {
            stage.timeline.begin(
                    record.start, time -> stage.threads.labels.rename(thread, time, name));
        }
        return Fate.TRANSLATED;
    }

    private Fate state(JfrRecord record, TracedThread thread) {
        if (thread == null) {
            return ENDED_MEANWHILE;
        }
        String state = stage.text(record.slots[0], "");
        BlockReason reason =
                record.stack == JfrRecord.NONE
                        ? BlockReason.ofState(state)
                        : WaitPlaces.at(state, stage.stacks.leaf(record.stack));
        return stage.explain(record, thread, reason);
    }

    /** One thread of a dump; the dump as a whole is of no thread. */
    private Fate dump(JfrRecord record, TracedThread thread) {
        if (thread == null) {
            tellDeadlock(record);
            return Fate.EVIDENCE;
        }
        boolean isSince = record.slots[JfrMapping.LOAD_PERIOD] == JfrMapping.SINCE;
        if (record.end > record.start && !isSince) {
            cpu.ofDump(record, thread);
            return Fate.EVIDENCE;
        }
        String state = stage.text(record.slots[JfrMapping.DUMP_STATE], "");
        BlockReason reason = WaitPlaces.at(state, stage.stacks.leaf(record.stack));
        return isSince && reason == BlockReason.UNKNOWN
                ? Fate.EVIDENCE
                : stage.explain(record, thread, reason);
    }

    /** Each dump tells of all that there are: once is enough. */
    private void tellDeadlock(JfrRecord record) {
        String who = stage.text(record.slots[JfrMapping.DUMP_STATE], "");
        if (!who.isEmpty() && !who.equals(lastDeadlock)) {
            lastDeadlock = who;
            stage.planVmLog(record.start, DEADLOCK, who);
        }
    }

    private Fate evidence(JfrRecord record, TracedThread thread) {
        if (thread == null) {
            return Fate.NOT_USED;
        }
        stage.planEvidence(thread, record.start);
        if (record.end > record.start) {
            stage.planEvidence(thread, record.end);
        }
        return Fate.EVIDENCE;
    }
}
