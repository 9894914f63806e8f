package dev.jfrtrace.bridge.translate;

import static dev.jfrtrace.bridge.mapping.JfrMapping.CPU_TIME_SAMPLE;
import static dev.jfrtrace.bridge.mapping.JfrMapping.DATADOG_EXECUTION_SAMPLE;
import static dev.jfrtrace.bridge.mapping.JfrMapping.DATADOG_METHOD_SAMPLE;
import static dev.jfrtrace.bridge.mapping.JfrMapping.EXECUTION_SAMPLE;
import static dev.jfrtrace.bridge.mapping.JfrMapping.WALL_CLOCK_SAMPLE;

import dev.jfrtrace.bridge.collect.JfrRecord;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.encoder.format.Limits;
import dev.jfrtrace.encoder.generation.Stack;
import java.util.Map;

/** Samples of what ran. Profilers that sample by the wall clock also hit threads that wait. */
final class SampleEvents {
    /** States as recorders spell them, JFR and async-profiler with a prefix. */
    private static final String RUNNING = "RUNNABLE";

    private static final String DEFAULT = "DEFAULT";
    private static final String UNKNOWN = "UNKNOWN";

    private final Stage stage;

    /** Whether CPU time is sampled: JFR's own samples beside it would tell the same again. */
    private boolean hasCpuSamples;

    SampleEvents(Stage stage) {
        this.stage = stage;
    }

    void register(Map<JfrMapping, EventHandler> handlers) {
        handlers.put(CPU_TIME_SAMPLE, this::onCpu);
        handlers.put(EXECUTION_SAMPLE, this::execution);
        handlers.put(DATADOG_EXECUTION_SAMPLE, (r, t) -> sample(r, t, RUNNING));
        handlers.put(DATADOG_METHOD_SAMPLE, this::look);
        handlers.put(WALL_CLOCK_SAMPLE, (r, t) -> sample(r, t, UNKNOWN));
    }

    private Fate execution(JfrRecord record, TracedThread thread) {
        if (record.slots[JfrMapping.SAMPLED_CPU] == JfrMapping.UNTOLD) {
            String state = stage.text(record.slots[JfrMapping.SAMPLED_STATE], UNKNOWN);
            record.slots[JfrMapping.SAMPLED_CPU] = stage.settings.sampledCpu(state);
        }
        if (record.slots[JfrMapping.SAMPLED_CPU] > 0) {
            return onCpu(record, thread);
        }
        return hasCpuSamples ? seen(record, thread) : sample(record, thread, RUNNING);
    }

    /** Proves that a thread runs, of which samples by CPU time tell where. */
    private Fate seen(JfrRecord record, TracedThread thread) {
        if (thread == null) {
            return Fate.NO_THREAD;
        }
        planRun(record, thread, time -> {});
        return Fate.EVIDENCE;
    }

    /**
     * A sample by CPU time: its thread has taken that much since the one before, and no more. Where
     * it is not known when, it is taken to have been at last, and at once.
     */
    private Fate onCpu(JfrRecord record, TracedThread thread) {
        hasCpuSamples = true;
        if (thread != null && !stage.isLive()) {
            long period = record.slots[JfrMapping.SAMPLED_CPU];
            stage.cpuTimes.sampled(thread, period);
            long untold = record.start - stage.budget.sampled(thread, record.start, period);
            long from = Math.max(untold, Math.max(thread.knownUntil, thread.waitsUntil));
            if (from < record.start) {
                stage.planEvidence(thread, from);
            }
        }
        return running(record, thread);
    }

    /**
     * @param otherwise the state of a sample that does not say
     */
    private Fate sample(JfrRecord record, TracedThread thread, String otherwise) {
        if (thread == null) {
            return Fate.NO_THREAD;
        }
        String state = stage.text(record.slots[0], otherwise);
        if (state.contains(RUNNING) || state.contains(DEFAULT)) {
            return running(record, thread);
        }
        return stage.explain(
                record, thread, WaitPlaces.ofSample(state, stage.stacks.leaf(record.stack)));
    }

    /** Datadog's profiler calls whoever is in native code runnable, waiting or not, as JFR does. */
    private Fate look(JfrRecord record, TracedThread thread) {
        if (thread == null) {
            return Fate.NO_THREAD;
        }
        BlockReason place = WaitPlaces.at(stage.stacks.leaf(record.stack));
        return place == BlockReason.UNKNOWN
                ? sample(record, thread, UNKNOWN)
                : stage.explain(record, thread, place);
    }

    private Fate running(JfrRecord record, TracedThread thread) {
        if (thread == null) {
            return Fate.NO_THREAD;
        }
        Stack stack = stage.stacks.at(record.stack);
        boolean isFromBefore = stage.isClipped(record);
        planRun(
                record,
                thread,
                time -> {
                    if (!isFromBefore) {
                        write(time, thread, stack);
                    }
                });
        return Fate.TRANSLATED;
    }

    /**
     * @param then what is done when it runs
     */
    private void planRun(JfrRecord record, TracedThread thread, Step then) {
        thread.seenRunningAt = record.end;
        // Of a look by the wall clock that found it running the next time, too, it is the stretch.
        stage.silence.heardOf(thread, record.end);
        Step run = time -> stage.threads.run(thread, time);
        stage.timeline.begin(
                record.start,
                time -> {
                    stage.threads.turns.submit(thread, time, run);
                    then.run(time);
                });
    }

    private void write(long time, TracedThread thread, Stack stack) {
        boolean onProc = thread.state().isOnProc();
        long m = onProc ? thread.m : thread.ownM;
        stage.encoder.cpuSample(time, m, onProc ? thread.p : Limits.NONE, thread.g, stack);
    }
}
