package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.bridge.translate.TracedThread.PlannedRegion;
import dev.jfrtrace.encoder.TraceEncoder;
import dev.jfrtrace.encoder.generation.Stack;
import java.util.List;

/**
 * Plans what lasts and is no wait: as a region where it nests with its thread's other regions, as a
 * task where it crosses one, since a trace with crossing regions is refused.
 */
final class Regions {
    private final TraceEncoder encoder;
    private final ThreadModel threads;
    private final Timeline timeline;
    private long nextTask = Cast.FIRST_OTHER_TASK;

    Regions(TraceEncoder encoder, ThreadModel threads, Timeline timeline) {
        this.encoder = encoder;
        this.threads = threads;
        this.timeline = timeline;
    }

    /**
     * Plans a span; spans come in the order of their starts, of equal starts the longer first.
     *
     * @param message logged where it begins; {@code null} for none
     */
    void plan(TracedThread thread, long start, long end, String name, String message, Stack stack) {
        boolean nests = nest(thread, start, end);
        long task = nests ? 0 : nextTask++;
        timeline.begin(
                start,
                time ->
                        threads.submit(
                                thread, time, t -> begin(thread, t, task, name, message, stack)));
        timeline.end(
                end,
                time -> threads.submit(thread, time, t -> finish(thread, t, task, name, stack)));
    }

    private static boolean nest(TracedThread thread, long start, long end) {
        List<PlannedRegion> open = thread.regions();
        while (!open.isEmpty() && open.get(open.size() - 1).end() <= start) {
            open.remove(open.size() - 1);
        }
        boolean crosses = !open.isEmpty() && end > open.get(open.size() - 1).end();
        if (!crosses) {
            open.add(new PlannedRegion(end));
        }
        return !crosses;
    }

    private void begin(
            TracedThread thread, long time, long task, String name, String message, Stack stack) {
        threads.run(thread, time);
        if (task == 0) {
            encoder.userRegionBegin(thread.m, time, 0, name, stack);
        } else {
            encoder.userTaskBegin(thread.m, time, task, 0, name, stack);
        }
        if (message != null) {
            encoder.userLog(thread.m, time, task, name, message, Stack.NONE);
        }
    }

    private void finish(TracedThread thread, long time, long task, String name, Stack stack) {
        threads.run(thread, time);
        if (task == 0) {
            encoder.userRegionEnd(thread.m, time, 0, name, Stack.NONE);
        } else {
            encoder.userTaskEnd(thread.m, time, task, Stack.NONE);
        }
    }
}
