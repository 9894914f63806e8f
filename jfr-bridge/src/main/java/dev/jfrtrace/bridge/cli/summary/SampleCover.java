package dev.jfrtrace.bridge.cli.summary;

import dev.jfrtrace.bridge.cli.terminal.Text;
import dev.jfrtrace.encoder.read.EventKind;
import dev.jfrtrace.encoder.read.ResourceKind;
import dev.jfrtrace.encoder.read.State;
import dev.jfrtrace.encoder.read.TraceEvent;
import dev.jfrtrace.encoder.read.summary.GoroutineSummary;
import dev.jfrtrace.encoder.read.summary.TraceSummary;
import dev.jfrtrace.encoder.util.LongMap;

/**
 * Of how much of the time in which threads were running their CPU samples tell. JFR leaves out what
 * it cannot walk the stack of, and nobody says so: a thread that ran for long without any sample
 * was not seen. Threads without any at all may have been in native code, and count for nothing.
 */
public final class SampleCover {
    /** JFR samples every 20 ms, and five threads at a time: a hundred that run wait for 400 ms. */
    private static final long UNSEEN_NANOS = 2_000_000_000;

    private static final class Run {
        private static final long NOT = Long.MIN_VALUE;

        private long since = NOT;

        /** For how long it has run since it was seen. */
        private long pending;

        private long unseen;
        private boolean isSampled;

        private void stop(long time) {
            pending += since == NOT ? 0 : time - since;
            since = NOT;
        }

        private void see(long time) {
            boolean isRunning = since != NOT;
            stop(time);
            unseen += pending > UNSEEN_NANOS ? pending : 0;
            pending = 0;
            since = isRunning ? time : NOT;
        }
    }

    private final LongMap<Run> runs = new LongMap<>();
    private long running;
    private long unseen;

    void add(TraceEvent event) {
        if (event.kind() == EventKind.STACK_SAMPLE) {
            Run run = of(event.goroutine());
            run.see(event.time());
            run.isSampled = true;
        } else if (event.kind() == EventKind.STATE_TRANSITION
                && event.resourceKind() == ResourceKind.GOROUTINE) {
            Run run = of(event.resource());
            run.stop(event.time());
            if (event.to() == State.RUNNING) {
                run.since = event.time();
            } else if (event.to() == State.NOT_EXIST && !run.isSampled) {
                runs.remove(event.resource());
            }
        }
    }

    private Run of(long goroutine) {
        Run run = runs.get(goroutine);
        if (run == null) {
            run = new Run();
            runs.put(goroutine, run);
        }
        return run;
    }

    /** Nothing is added from here on. */
    SampleCover finish(TraceSummary summary) {
        for (GoroutineSummary g : summary.goroutines()) {
            Run run = runs.get(g.id());
            if (run != null && run.isSampled && !JvmThreads.areOf(g.name())) {
                run.see(summary.end());
                running += g.running();
                unseen += run.unseen;
            }
        }
        return this;
    }

    /** For how long these threads were running, in nanoseconds. */
    long running() {
        return running;
    }

    /** How much of that the samples tell of. */
    long seen() {
        return Math.max(0, running - unseen);
    }

    /** Whether what they say is true of less than a half. */
    boolean isLittle() {
        return running > 0 && !Threshold.MOST.isReachedBy(Text.ratio(seen(), running));
    }
}
