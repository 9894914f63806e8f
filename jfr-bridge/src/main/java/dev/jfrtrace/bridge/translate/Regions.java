package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.bridge.translate.TracedThread.OpenRegion;
import dev.jfrtrace.bridge.translate.TracedThread.PlannedRegion;
import dev.jfrtrace.encoder.TraceEvents;
import dev.jfrtrace.encoder.generation.Stack;
import java.util.List;

/**
 * Plans what lasts and is no wait: as a region where it nests with its thread's other regions, as a
 * task where it crosses one, since a trace with crossing regions is refused.
 *
 * <p>JFR names the thread that commits an event, and not the one that began it. Where the
 * committing thread cannot have begun it, another did: that is a task, too, which the VM's
 * goroutine begins.
 */
final class Regions {
    /** Something that lasts. */
    private static final class Span {
        /** Its task where it crosses others, else 0. */
        long task;

        final String name;
        final String message;
        final Stack stack;

        /** Where it stands among its thread's open regions; {@code null} for a task. */
        OpenRegion region;

        Span(long task, String name, String message, Stack stack) {
            this.task = task;
            this.name = name;
            this.message = message;
            this.stack = stack;
        }
    }

    private final TraceEvents encoder;
    private final ThreadModel threads;
    private final Timeline timeline;
    private long nextTask = Cast.FIRST_OTHER_TASK;

    Regions(TraceEvents encoder, ThreadModel threads, Timeline timeline) {
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
        if (isHandedOver(thread, start, end)) {
            Span span = new Span(nextTask++, name, message, stack);
            timeline.begin(
                    start, time -> threads.onVmThread(time, t -> beginTask(Cast.VM_M, t, span)));
            timeline.end(end, time -> takeOver(thread, time, span));
        } else {
            Span span = new Span(nest(thread, start, end) ? 0 : nextTask++, name, message, stack);
            timeline.begin(start, thread, time -> begin(thread, time, span));
            timeline.end(end, thread, time -> finish(thread, time, span));
        }
    }

    /**
     * Whether another must have begun what the thread ends: it waited then, or had yet to start.
     * The wait's last nanosecond may be one that it was made longer by, to last at all.
     */
    private static boolean isHandedOver(TracedThread thread, long start, long end) {
        boolean waits = thread.waitsFrom <= start && start + 1 < thread.waitsUntil;
        return waits || start < thread.startsAt && thread.startsAt <= end;
    }

    /** Ends on its thread what another began, unless that cannot do it just then. */
    private void takeOver(TracedThread thread, long time, Span span) {
        if (threads.turns.mayRun(thread)) {
            threads.turns.submit(thread, time, t -> finish(thread, t, span));
        } else {
            threads.onVmThread(time, t -> encoder.userTaskEnd(Cast.VM_M, t, span.task, Stack.NONE));
        }
    }

    private static boolean nest(TracedThread thread, long start, long end) {
        List<PlannedRegion> open = thread.plannedRegions();
        while (!open.isEmpty() && open.get(open.size() - 1).end() <= start) {
            open.remove(open.size() - 1);
        }
        boolean crosses = !open.isEmpty() && end > open.get(open.size() - 1).end();
        if (!crosses) {
            open.add(new PlannedRegion(end));
        }
        return !crosses;
    }

    private void begin(TracedThread thread, long time, Span span) {
        threads.run(thread, time);
        if (span.task == 0 && hasForeign(thread)) {
            // Where the other will end is not known: it might be before this one.
            span.task = nextTask++;
        }
        if (span.task == 0) {
            span.region = open(thread, time, new OpenRegion(0, span.name, false), span.stack);
            log(thread.m, time, span);
        } else {
            beginTask(thread.m, time, span);
        }
    }

    private void beginTask(long m, long time, Span span) {
        encoder.userTaskBegin(m, time, span.task, 0, span.name, span.stack);
        log(m, time, span);
    }

    private void log(long m, long time, Span span) {
        if (span.message != null) {
            encoder.userLog(m, time, span.task, span.name, span.message, Stack.NONE);
        }
    }

    /** Whether a region is open whose end was not planned: one of the application's own. */
    private static boolean hasForeign(TracedThread thread) {
        return thread.openRegions().stream().anyMatch(OpenRegion::isOwn);
    }

    private void finish(TracedThread thread, long time, Span span) {
        threads.run(thread, time);
        if (span.task == 0) {
            close(thread, time, span.region);
        } else {
            encoder.userTaskEnd(thread.m, time, span.task, Stack.NONE);
        }
    }

    /** Writes the begin of a region; the thread runs. */
    OpenRegion open(TracedThread thread, long time, OpenRegion region, Stack stack) {
        encoder.userRegionBegin(thread.m, time, region.task(), region.name(), stack);
        thread.openRegions().add(region);
        return region;
    }

    /**
     * Writes the end of a region, and before it those of the regions within, which must not outlast
     * it. Does nothing when it has ended so already. The thread runs.
     */
    void close(TracedThread thread, long time, OpenRegion region) {
        List<OpenRegion> open = thread.openRegions();
        if (open.stream().noneMatch(r -> r == region)) {
            return;
        }
        OpenRegion innermost;
        do {
            innermost = open.remove(open.size() - 1);
            encoder.userRegionEnd(thread.m, time, innermost.task(), innermost.name(), Stack.NONE);
        } while (innermost != region);
    }
}
