package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.encoder.TraceEvents;
import dev.jfrtrace.encoder.generation.Stack;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/**
 * Stops of the world, as one range after the other on the VM's goroutine. Safepoints, VM operations
 * and GC pauses enclose each other; at each instant the range of the innermost kind is shown, so
 * that a GC pause is exactly as long as JFR says.
 */
final class Pauses {
    /** What stops the world, the outermost first. */
    enum Kind {
        SYNC,
        OPERATION,
        GC
    }

    /** A stop that is planned; its end may still move out while it is open. */
    static final class Stop {
        final Kind kind;

        /** Asked for when it is shown: some of it may be told by records that come later. */
        final Supplier<String> label;

        final long start;
        long end;

        Stop(Kind kind, Supplier<String> label, long start, long end) {
            this.kind = kind;
            this.label = label;
            this.start = start;
            this.end = end;
        }
    }

    private final TraceEvents encoder;
    private final ThreadModel threads;
    private final Timeline timeline;
    private final StackTranslator stacks;
    private final List<Stop> planned = new ArrayList<>();
    private Stop shown;

    Pauses(TraceEvents encoder, ThreadModel threads, Timeline timeline, StackTranslator stacks) {
        this.encoder = encoder;
        this.threads = threads;
        this.timeline = timeline;
        this.stacks = stacks;
    }

    Stop plan(Kind kind, Supplier<String> label, long start, long end) {
        Stop stop = new Stop(kind, label, start, Math.max(end, start + 1));
        planned.add(stop);
        timeline.begin(start, this::show);
        timeline.end(stop.end, this::show);
        return stop;
    }

    /** The stop lasts longer than was known. */
    void extend(Stop stop, long end) {
        if (end > stop.end) {
            stop.end = end;
            timeline.end(end, this::show);
        }
    }

    /** The last instant up to {@code time} at which no stop is planned. */
    long lastBefore(long time) {
        long last = time;
        for (int i = planned.size() - 1; i >= 0; i--) {
            Stop stop = planned.get(i);
            if (stop.start <= last && last < stop.end) {
                last = stop.start - 1;
            }
        }
        return last;
    }

    /** The trace ends, and with it a stop that is still open. */
    void finish(long time) {
        planned.clear();
        show(time);
    }

    private void show(long time) {
        Stop next = innermost(time);
        if (next == shown) {
            return;
        }
        boolean wasStopped = shown != null;
        if (wasStopped) {
            encoder.stwEnd(Cast.VM_M, time);
        }
        shown = next;
        if (next == null) {
            threads.world.goOn(time);
            return;
        }
        String label = next.label.get();
        Stack why = stacks.named(label);
        threads.run(threads.vmThread(), time);
        encoder.stwBegin(Cast.VM_M, time, label, why);
        if (!wasStopped) {
            threads.world.stop(time, why);
        }
    }

    private Stop innermost(long time) {
        Stop best = null;
        for (Iterator<Stop> all = planned.iterator(); all.hasNext(); ) {
            Stop stop = all.next();
            if (stop.end <= time) {
                all.remove();
            } else if (stop.start <= time && (best == null || stop.kind.compareTo(best.kind) > 0)) {
                best = stop;
            }
        }
        return best;
    }
}
