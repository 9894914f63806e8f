package dev.jfrtrace.bridge.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jfrtrace.bridge.Script;
import dev.jfrtrace.encoder.judge.GoServer;
import dev.jfrtrace.encoder.judge.GoTools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;

/** What Go's web page says of the mutator utilization, held against JFR's pauses. */
final class UtilizationTruth {
    /** Of the utilization: Go looks at a window's edges, and rounds. */
    private static final double TOLERANCE = 0.01;

    /** Of what is shorter Go's curve is 0, even where there are no pauses. */
    private static final long SHORTEST = 1_000;

    private static final Pattern POINT = Pattern.compile("\\[([0-9.e+]+),([0-9.e+-]+)]");

    /** A pause, in nanoseconds of the trace. */
    private record Pause(long start, long end) {
        long within(long from, long to) {
            return Math.max(0, Math.min(end, to) - Math.max(start, from));
        }
    }

    private final List<Pause> pauses;
    private final long begin;
    private final long end;

    private UtilizationTruth(Script script) {
        this.pauses =
                script.events("jdk.GCPhasePause").stream().map(e -> pause(script, e)).toList();
        this.begin = script.trace().events().get(0).time();
        this.end = script.trace().end();
    }

    private static Pause pause(Script script, RecordedEvent event) {
        return new Pause(script.start(event), script.end(event));
    }

    /** Compares windows of each length that Go draws. */
    static void compare(Script script) throws IOException {
        UtilizationTruth truth = new UtilizationTruth(script);
        Path trace = script.recording().resolveSibling(script.recording().getFileName() + ".trace");
        int compared = 0;
        int below = 0;
        try (GoServer server = GoServer.start(GoTools.require(), trace)) {
            Matcher point = POINT.matcher(server.get("/mmu?mode=plot&flags=stw").text());
            while (point.find()) {
                long window = (long) Double.parseDouble(point.group(1));
                if (window < SHORTEST) {
                    continue;
                }
                double shown = Double.parseDouble(point.group(2));
                assertThat(shown)
                        .as("minimum utilization in %d ns", window)
                        .isCloseTo(truth.minimum(window), within(TOLERANCE));
                compared++;
                below += shown < 1 ? 1 : 0;
            }
            server.stop();
        }
        assertThat(compared).isGreaterThan(40);
        assertThat(below).isEqualTo(truth.pauses.isEmpty() ? 0 : compared);
    }

    /** The window with the most of pauses begins where one begins, or ends where one ends. */
    private double minimum(long window) {
        long most = 0;
        for (Pause pause : pauses) {
            most = Math.max(most, paused(pause.start, window));
            most = Math.max(most, paused(pause.end - window, window));
        }
        return 1 - (double) most / window;
    }

    private long paused(long from, long window) {
        long inside = Math.max(begin, Math.min(from, end - window));
        return pauses.stream().mapToLong(pause -> pause.within(inside, inside + window)).sum();
    }
}
