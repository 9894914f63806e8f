package dev.jfrtrace.bridge.agent;

import dev.jfrtrace.api.Trace;
import dev.jfrtrace.api.TraceAbortedException;
import dev.jfrtrace.api.TraceOptions;
import dev.jfrtrace.api.TraceOutcome;
import dev.jfrtrace.bridge.live.Presets;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The trace that a JVM writes of itself: ends with it, or when its time is over. What it lacks is
 * told on standard error, for there is nobody else to ask.
 */
final class AgentTrace {
    private static final String NAME = "jfrtrace last word";

    /** The JVM's end is held up as long at the most. */
    private static final long HOLD_SECONDS = 3;

    private static final String INSTEAD = "'jfrtrace record -- java ...' has time for all";

    private final AgentOptions options;
    private final Trace trace;
    private final Thread lastWord = new Thread(null, this::endWithJvm, NAME, 0, false);
    private final AtomicBoolean isEnding = new AtomicBoolean();
    private final CountDownLatch isOver = new CountDownLatch(1);

    private AgentTrace(AgentOptions options, Trace trace) {
        this.options = options;
        this.trace = trace;
    }

    static void start(AgentOptions options, Set<AgentLevel> hooks, List<String> notes) {
        Trace trace;
        try {
            trace = Trace.start(options.out, settings(options, hooks));
        } catch (IOException e) {
            throw new UncheckedIOException(options.out + ": " + e.getMessage(), e);
        }
        notes.addAll(trace.outcome().notes());
        new AgentTrace(options, trace).awaitEnd();
    }

    private static TraceOptions settings(AgentOptions options, Set<AgentLevel> hooks) {
        TraceOptions.Builder builder = TraceOptions.builder(options.preset);
        AgentEvents.settings(Presets.settings(builder.build()), hooks).forEach(builder::setting);
        return builder.build();
    }

    private void awaitEnd() {
        Runtime.getRuntime().addShutdownHook(lastWord);
        if (options.duration != null) {
            Thread timer = new Thread(null, this::endInTime, "jfrtrace timer", 0, false);
            timer.setDaemon(true);
            timer.start();
        }
    }

    private void endInTime() {
        try {
            TimeUnit.NANOSECONDS.sleep(options.duration.toNanos());
            if (!isEnding.getAndSet(true)) {
                end();
                Runtime.getRuntime().removeShutdownHook(lastWord);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            // The JVM ends just now, and its hooks have begun.
        }
    }

    private void endWithJvm() {
        if (!isEnding.getAndSet(true)) {
            // Who is interrupted is held up for three seconds at the most.
            Thread.currentThread().interrupt();
            end();
            return;
        }
        try {
            isOver.await(HOLD_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() {
        try {
            close();
        } finally {
            isOver.countDown();
        }
    }

    private void close() {
        String failure = null;
        try {
            trace.close();
        } catch (TraceAbortedException e) {
            // The outcome says it all; that the JVM ends is no failure.
            failure = e.end() == TraceOutcome.End.SHUTDOWN ? null : e.getMessage();
        } catch (InterruptedIOException e) {
            failure = "its end is missing, the JVM ended before that was written; " + INSTEAD;
        } catch (IOException | RuntimeException e) {
            failure = e.getMessage() == null ? e.toString() : e.getMessage();
        }
        for (String what : lacks(trace.outcome(), failure)) {
            System.err.println("jfrtrace: " + options.out + ": " + what);
        }
    }

    private static List<String> lacks(TraceOutcome outcome, String failure) {
        List<String> lacks = new ArrayList<>();
        if (failure != null) {
            lacks.add(failure);
        }
        if (outcome.gaps() > 0) {
            lacks.add(
                    String.format(
                            Locale.ROOT,
                            "%.1f s are missing in it, which could not be read in time; " + INSTEAD,
                            outcome.gapTime().toNanos() / 1e9));
        }
        if (outcome.lostBytes() > 0) {
            lacks.add(
                    "JFR lost " + outcome.lostBytes() + " bytes of events, its buffers were full");
        }
        return lacks;
    }
}
