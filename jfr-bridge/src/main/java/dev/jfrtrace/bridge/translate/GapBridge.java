package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.bridge.translate.TracedThread.OpenRegion;
import dev.jfrtrace.encoder.generation.Stack;
import java.io.IOException;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * Bridges a time of which all events are lost. What was open is closed where it begins; behind it
 * the threads that are still alive are blocked, reason unknown, until they are heard of again.
 */
final class GapBridge {
    /** The category of logs that say that something is missing. */
    static final String CATEGORY = "gap";

    private final Stage stage;
    private final GcEvents gcEvents;

    GapBridge(Stage stage, GcEvents gcEvents) {
        this.stage = stage;
        this.gcEvents = gcEvents;
    }

    /**
     * @param survives whether the thread with an index is still there behind the gap
     */
    void bridge(long from, long to, String what, LongPredicate survives) throws IOException {
        stage.silence.advance(from);
        stage.timeline.runUntil(from);
        gcEvents.abandon(from);
        silenceAll(from);
        stage.timeline.runUntil(to);
        gcEvents.abandon(to);
        silenceAll(to);
        endMissing(to, survives);
        stage.threads.asVmThread(
                to, t -> stage.encoder.userLog(Cast.VM_M, t, 0, CATEGORY, what, Stack.NONE));
    }

    void endMissing(long time, LongPredicate survives) {
        for (int i = 0; i < stage.table.size(); i++) {
            TracedThread thread = stage.table.known(i);
            if (isAlive(thread) && thread.is(ThreadState.SILENT) && !survives.test(i)) {
                thread.endsAt = time;
                stage.threads.turns.submit(thread, time, t -> stage.threads.end(thread, t));
            }
        }
    }

    private void silenceAll(long time) {
        for (int i = 0; i < stage.table.size(); i++) {
            TracedThread thread = stage.table.known(i);
            if (isAlive(thread)) {
                closeRegions(thread, time);
                stage.threads.forgetWait(thread, time);
                stage.threads.fallSilent(thread, time);
            }
        }
    }

    private static boolean isAlive(TracedThread thread) {
        return thread != null && !thread.is(ThreadState.NEW) && !thread.is(ThreadState.ENDED);
    }

    /** Their ends may be among what is lost. */
    private void closeRegions(TracedThread thread, long time) {
        if (thread.openRegions == null || thread.openRegions.isEmpty()) {
            return;
        }
        if (thread.is(ThreadState.SILENT)) {
            stage.threads.run(thread, time);
        }
        if (thread.is(ThreadState.RUNNING)) {
            List<OpenRegion> open = thread.openRegions;
            stage.regions.close(thread, time, open.get(0));
        }
    }
}
