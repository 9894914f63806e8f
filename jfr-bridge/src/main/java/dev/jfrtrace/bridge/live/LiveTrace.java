package dev.jfrtrace.bridge.live;

import dev.jfrtrace.api.ReaderDiedException;
import dev.jfrtrace.api.TraceAbortedException;
import dev.jfrtrace.api.TraceOptions;
import dev.jfrtrace.api.TraceOutcome;
import dev.jfrtrace.api.TraceOutcome.End;
import java.nio.ByteBuffer;

/**
 * One trace, from its start until its reader has been told that there is no more. The engine is
 * called without any lock: it may call back, from whichever thread, before it returns.
 */
final class LiveTrace {
    private final Handoff handoff = new Handoff();

    /** Whether tracing is on: neither stopped nor discarded nor ended by itself. */
    private volatile boolean on = true;

    /** {@code null} before it is started, and from its end on: it may hold much memory. */
    private Engine.Run run;

    /** {@code null} until the engine has ended. */
    private TraceOutcome ended;

    private LiveTrace() {}

    static LiveTrace start(Engine engine, TraceOptions options) {
        LiveTrace trace = new LiveTrace();
        trace.started(engine.start(options, trace.handoff, trace::ended));
        return trace;
    }

    private synchronized void started(Engine.Run started) {
        // It may have ended before it was known to have started.
        if (ended == null) {
            run = started;
        }
    }

    private void ended(TraceOutcome outcome) {
        TraceOutcome first;
        synchronized (this) {
            ended = ended == null ? outcome : ended;
            first = ended;
            run = null;
        }
        on = false;
        handoff.end(first);
    }

    private synchronized Engine.Run run() {
        return run;
    }

    private synchronized TraceOutcome ended() {
        return ended;
    }

    boolean isOn() {
        return on;
    }

    /** Whether its reader has yet to hear that there is no more. */
    boolean isUnread() {
        return !handoff.isOver();
    }

    /** Whether nothing of it is left, so that another one may start. */
    boolean isGone() {
        return handoff.isOver() && ended() != null;
    }

    ByteBuffer read() throws InterruptedException, TraceAbortedException {
        return handoff.take();
    }

    /**
     * Ends it and waits for its reader.
     *
     * @param nanos how long to wait; 0 for not at all
     * @return whether the reader has taken everything
     */
    boolean stop(long nanos) throws InterruptedException {
        if (handoff.isOver()) {
            return true;
        }
        if (nanos > 0 && handoff.isReader()) {
            throw new IllegalStateException(
                    "the thread that reads a trace cannot wait for itself: call stopTrace() on"
                            + " another thread, or stopTrace(Duration.ZERO) and read on");
        }
        on = false;
        Engine.Run running = run();
        if (running != null) {
            running.stop();
        }
        return switch (handoff.awaitReader(nanos)) {
            case TOLD -> true;
            case DISCARDED, TIMED_OUT -> false;
            case READER_DIED ->
                    throw new ReaderDiedException(
                            "tracing is off, but the thread that read the trace has died: read the"
                                    + " rest on another thread, or discard() it");
        };
    }

    /**
     * First half of discarding: from here on nobody waits for the trace any more.
     *
     * @return as {@link Handoff#discard}
     */
    Thread forget() {
        on = false;
        return handoff.discard();
    }

    /** Second half: returns when nothing of the trace is left. */
    void abort() {
        Engine.Run running = run();
        if (running != null) {
            running.abort();
        }
    }

    TraceOutcome outcome() {
        Engine.Run running;
        TraceOutcome last;
        synchronized (this) {
            running = run;
            last = ended;
        }
        if (last == null) {
            return running.outcome();
        }
        // The engine has made all of it, but not all of it was read.
        return last.end() == End.STOPPED && handoff.isDiscarded() ? discarded(last) : last;
    }

    private static TraceOutcome discarded(TraceOutcome o) {
        return new TraceOutcome(
                End.DISCARDED,
                "the trace was discarded before it was read to its end",
                o.bytes(),
                o.generations(),
                o.jfrEvents(),
                o.traceEvents(),
                o.gaps(),
                o.gapTime(),
                o.lostBytes(),
                o.altered(),
                o.notes());
    }
}
