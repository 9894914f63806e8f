package dev.jfrtrace.bridge.translate;

import static dev.jfrtrace.bridge.mapping.JfrMapping.CPU_TIME_SAMPLE;
import static dev.jfrtrace.bridge.mapping.JfrMapping.EXECUTION_SAMPLE;

import dev.jfrtrace.bridge.collect.JfrRecord;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.encoder.format.Limits;
import dev.jfrtrace.encoder.generation.Stack;
import java.util.Map;

/** Samples of what ran. Profilers that sample by the wall clock also hit threads that wait. */
final class SampleEvents {
    private final Stage stage;

    SampleEvents(Stage stage) {
        this.stage = stage;
    }

    void register(Map<JfrMapping, EventHandler> handlers) {
        handlers.put(EXECUTION_SAMPLE, this::execution);
        handlers.put(CPU_TIME_SAMPLE, (r, t) -> sample(r, t, true));
    }

    private Fate execution(JfrRecord record, TracedThread thread) {
        return sample(record, thread, isRunning(stage.symbols.text(record.slots[0])));
    }

    private static boolean isRunning(String state) {
        return state == null || state.contains("RUNNABLE") || state.contains("DEFAULT");
    }

    private Fate sample(JfrRecord record, TracedThread thread, boolean running) {
        if (thread == null) {
            return Fate.NO_THREAD;
        }
        Stack stack = stage.stacks.at(record.stack);
        if (!running) {
            return Fate.EVIDENCE;
        }
        stage.silence.heardOf(thread, record.start);
        Step run = time -> stage.threads.run(thread, time);
        stage.timeline.begin(
                record.start,
                time -> {
                    stage.threads.submit(thread, time, run);
                    write(time, thread, stack);
                });
        return Fate.TRANSLATED;
    }

    private void write(long time, TracedThread thread, Stack stack) {
        boolean onProc = thread.state.isOnProc();
        long m = onProc ? thread.m : thread.ownM;
        stage.encoder.cpuSample(time, m, onProc ? thread.p : Limits.NONE, thread.g, stack);
    }
}
