package dev.jfrtrace.bridge.agent;

import dev.jfrtrace.api.Trace;
import dev.jfrtrace.api.TraceOptions;
import dev.jfrtrace.bridge.live.Presets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The trace that a JVM writes of itself: ends with it, or when its time is over. */
final class AgentTrace {
    private AgentTrace() {}

    static void start(AgentOptions options, Set<AgentLevel> hooks, List<String> notes) {
        Trace trace;
        try {
            trace = Trace.start(options.out, settings(options, hooks));
        } catch (IOException e) {
            throw new UncheckedIOException(options.out + ": " + e.getMessage(), e);
        }
        notes.addAll(trace.outcome().notes());
        if (options.duration != null) {
            Thread timer = new Thread(null, () -> end(trace, options), "jfrtrace timer", 0, false);
            timer.setDaemon(true);
            timer.start();
        }
    }

    private static TraceOptions settings(AgentOptions options, Set<AgentLevel> hooks) {
        TraceOptions.Builder builder = TraceOptions.builder(options.preset);
        AgentEvents.settings(Presets.settings(builder.build()), hooks).forEach(builder::setting);
        return builder.build();
    }

    private static void end(Trace trace, AgentOptions options) {
        try {
            TimeUnit.NANOSECONDS.sleep(options.duration.toNanos());
            trace.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            System.err.println("jfrtrace: " + options.out + ": " + e.getMessage());
        }
    }
}
