package dev.jfrtrace.bridge.translate;

import static dev.jfrtrace.bridge.mapping.JfrMapping.VIRTUAL_THREAD_RUN;
import static dev.jfrtrace.bridge.mapping.JfrMapping.VIRTUAL_THREAD_RUNNABLE;
import static dev.jfrtrace.bridge.mapping.JfrMapping.WRITER_RESET;

import dev.jfrtrace.bridge.collect.JfrRecord;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import java.util.Map;

/**
 * When virtual threads run and when they could, as the agent tells. Where it does, a virtual thread
 * runs in its slices and at no other time, and JFR's events say no more than what it waits for.
 */
final class VirtualThreadEvents {
    /** Goes on or leaves: a mount is all that a thread without a carrier admits. */
    private record Mount(Mounting mounting, Slice slice) implements Step {
        @Override
        public void run(long time) {
            mounting.mount(slice, time);
        }

        @Override
        public boolean isWake() {
            return true;
        }

        @Override
        public boolean isMount() {
            return true;
        }
    }

    private final Stage stage;
    private final Mounting mounting;

    VirtualThreadEvents(Stage stage) {
        this.stage = stage;
        this.mounting = new Mounting(stage.threads);
    }

    void register(Map<JfrMapping, EventHandler> handlers) {
        handlers.put(VIRTUAL_THREAD_RUN, this::run);
        handlers.put(VIRTUAL_THREAD_RUNNABLE, this::runnable);
        handlers.put(WRITER_RESET, (record, thread) -> Fate.NOT_USED);
    }

    private Fate run(JfrRecord record, TracedThread thread) {
        if (!thread.isVirtual()) {
            return Fate.NOT_USED;
        }
        if (stage.endedBefore()) {
            return Fate.LATE;
        }
        TracedThread on = stage.table.get(record.slots[0]);
        TracedThread carrier =
                on == null || on.isVirtual() || on == stage.table.vmThread() ? null : on;
        Slice.Ending ending = Slice.Ending.of(stage.text(record.slots[1], ""));
        Slice slice =
                new Slice(
                        thread,
                        carrier,
                        record.start,
                        Math.max(record.end, record.start + 1),
                        ending);
        follow(slice);
        Step mount = new Mount(mounting, slice);
        Step unmount = time -> mounting.unmount(slice, time);
        stage.timeline.begin(slice.start, thread, mount);
        stage.timeline.end(slice.end, thread, unmount);
        return stage.translated();
    }

    private static void follow(Slice slice) {
        Slice last = slice.thread.lastSlice;
        slice.thread.runsInSlices = true;
        slice.thread.lastSlice = slice;
        if (last != null) {
            last.next = slice;
            slice.endsWait =
                    last.ending == Slice.Ending.WAIT
                            || last.endsWait && last.ending == Slice.Ending.MONITOR;
        }
    }

    /** What is said twice of one wake-up counts once: the thread is runnable from the first on. */
    private Fate runnable(JfrRecord record, TracedThread thread) {
        if (!thread.isVirtual()) {
            return Fate.NOT_USED;
        }
        TracedThread by = stage.table.get(record.slots[0]);
        // Those do it for others: for a timer, or for whoever left a monitor.
        boolean isGoBetween = by != null && (by.isCarrier || by.isGoBetween);
        TracedThread waker = isGoBetween ? null : by;
        if (waker != null) {
            stage.planEvidence(waker, record.start);
        }
        Ready ready = new Ready(thread, waker, record.slots[1] != 0);
        thread.runsInSlices = true;
        thread.lastReady = ready;
        stage.timeline.begin(record.start, time -> mounting.ready(ready, time));
        return stage.translated();
    }
}
