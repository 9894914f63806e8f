package dev.jfrtrace.samples.live;

import dev.jfrtrace.api.Preset;
import dev.jfrtrace.api.Trace;
import dev.jfrtrace.api.TraceOptions;
import dev.jfrtrace.samples.server.BankServer;
import dev.jfrtrace.samples.server.HttpLoad;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * Switches tracing on and off while a web server serves, once with each preset: {@code
 * TraceServerSection DIRECTORY SECONDS}.
 */
public final class TraceServerSection {
    private static final int CONNECTIONS = 8;

    private TraceServerSection() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path directory = Path.of(args[0]);
        Duration duration = Duration.ofSeconds(Long.parseLong(args[1]));
        try (BankServer server = BankServer.start(directory.resolve("server"));
                HttpLoad load = new HttpLoad(server.port(), CONNECTIONS)) {
            new Thread(() -> keepBusy(load), "clients").start();
            for (Preset preset : Preset.values()) {
                String name = preset.name().toLowerCase(Locale.ROOT) + ".trace";
                traceSection(directory.resolve(name), preset, duration);
            }
        }
    }

    /** What a button "trace for 3 s" of an admin page would do; the server serves on meanwhile. */
    private static void traceSection(Path file, Preset preset, Duration duration)
            throws IOException, InterruptedException {
        Trace trace = Trace.start(file, TraceOptions.builder(preset).build());
        try (trace) {
            Thread.sleep(duration.toMillis());
        }
        // After close() the outcome is final: how the trace ended, what is missing in it, and why.
        System.out.println(file + (trace.outcome().isComplete() ? ": complete" : ": incomplete"));
        System.out.println(trace.outcome());
    }

    private static void keepBusy(HttpLoad load) {
        try {
            load.run(Duration.ofHours(1));
        } catch (IOException | InterruptedException e) {
            // The clients have hung up, since all sections are traced.
        }
    }
}
