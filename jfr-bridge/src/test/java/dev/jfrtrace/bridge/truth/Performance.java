package dev.jfrtrace.bridge.truth;

import dev.jfrtrace.api.Preset;
import dev.jfrtrace.api.Trace;
import dev.jfrtrace.api.TraceOptions;
import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.ParsedTrace.Span;
import dev.jfrtrace.bridge.Script;
import dev.jfrtrace.bridge.convert.ConvertOptions;
import dev.jfrtrace.bridge.convert.JfrToTrace;
import dev.jfrtrace.bridge.convert.TraceReport;
import dev.jfrtrace.bridge.live.Presets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.Configuration;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.Recording;

/**
 * A program whose truth is known, as the trace shows it. Between its two marks all times of the
 * script lie.
 *
 * @param trace as Go gives it
 * @param hidden what the trace says that it cannot show
 */
record Performance(ParsedTrace trace, List<String> hidden) {
    static final long MS = 1_000_000;

    private static final int ATTEMPTS = 4;

    /** Where the script begins, and where it ends. */
    @Name("truth.Mark")
    static final class Mark extends Event {}

    /** How it is recorded. */
    enum House {
        /** All waits, of any length. */
        FULL,
        /** What live tracing records unless told otherwise. */
        BALANCED,
        /** What {@code -XX:StartFlightRecording} records. */
        JDK_DEFAULT,
        /** As the first, cut into generations of a twentieth of a second. */
        CUT,
        /** While it happens. */
        LIVE,
        LIVE_BALANCED;

        boolean isLive() {
            return this == LIVE || this == LIVE_BALANCED;
        }

        /** Whether waits of a millisecond are not recorded. */
        boolean hidesShortWaits() {
            return this == BALANCED || this == JDK_DEFAULT || this == LIVE_BALANCED;
        }

        private TraceOptions options() {
            boolean isBalanced = this == BALANCED || this == LIVE_BALANCED;
            return TraceOptions.builder(isBalanced ? Preset.BALANCED : Preset.FULL).build();
        }

        private Map<String, String> settings() throws Exception {
            if (this == JDK_DEFAULT) {
                return Configuration.getConfiguration("default").getSettings();
            }
            Map<String, String> settings = new HashMap<>(Presets.settings(options()));
            if (this == BALANCED) {
                // A recording that leaves waits out says so, as those of jfrtrace record do.
                settings.put("jdk.ActiveSetting#enabled", "true");
            }
            return settings;
        }
    }

    static Performance of(House house, Path folder, Script.Work work) throws Exception {
        Path trace = folder.resolve(house + ".trace");
        if (house.isLive()) {
            Trace live = Trace.start(trace, house.options());
            try (live) {
                marked(work);
            }
            return new Performance(ParsedTrace.of(trace), live.outcome().notes());
        }
        Path file = folder.resolve(house + ".jfr");
        try (Recording recording = new Recording()) {
            recording.setSettings(house.settings());
            recording.start();
            marked(work);
            recording.stop();
            recording.dump(file);
        }
        ConvertOptions.Builder options = ConvertOptions.builder();
        if (house == House.CUT) {
            options.generation(Duration.ofMillis(50));
        }
        List<TraceReport> reports = JfrToTrace.convert(file, trace, options.build()).traces();
        if (reports.size() != 1 || reports.get(0).refusals() != 0) {
            throw new AssertionError(reports);
        }
        return new Performance(ParsedTrace.of(trace), reports.get(0).hidden());
    }

    private static void marked(Script.Work work) throws Exception {
        new Mark().commit();
        work.run();
        new Mark().commit();
    }

    private long mark(int index) {
        return trace.events().stream()
                .filter(e -> e.kind().equals("Log") && e.text("Category").equals("truth.Mark"))
                .toList()
                .get(index)
                .time();
    }

    /** How much of the script's time a thread spends in some states, from 0 to 1. */
    double share(Thread thread, String... states) {
        return shareSince(0, thread, states);
    }

    /** The same of what is left when some milliseconds of it have passed. */
    double shareSince(long millis, Thread thread, String... states) {
        long from = mark(0) + millis * MS;
        long to = mark(1);
        long in =
                trace.spans(thread.getId()).stream()
                        .filter(span -> List.of(states).contains(span.state()))
                        .mapToLong(span -> Math.min(to, span.to()) - Math.max(from, span.from()))
                        .filter(length -> length > 0)
                        .sum();
        return (double) in / (to - from);
    }

    /** The reason for which a thread is blocked in the middle of the script. */
    Span middle(Thread thread) {
        return trace.at(thread.getId(), (mark(0) + mark(1)) / 2);
    }

    /** Nanoseconds that a thread waits for a reason, and then for a CPU. */
    long waited(Thread thread, String reason) {
        long nanos = 0;
        boolean waits = false;
        for (Span span : trace.spans(thread.getId())) {
            boolean begins = span.state().equals("Waiting") && span.reason().equals(reason);
            waits = begins || waits && span.state().equals("Runnable");
            nanos += waits ? span.length() : 0;
        }
        return nanos;
    }

    /**
     * Plays until what is seen is what was done, but not for ever: where others take the CPUs, a
     * script is not what it says.
     */
    static void attempt(Script.Work play) throws Exception {
        for (int i = 1; ; i++) {
            try {
                play.run();
                return;
            } catch (AssertionError e) {
                if (i == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }
}
