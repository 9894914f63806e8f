package dev.jfrtrace.bridge.cli.recording;

import dev.jfrtrace.bridge.cli.report.Report;
import dev.jfrtrace.bridge.cli.terminal.UsageException;
import dev.jfrtrace.bridge.live.UnknownSettings;
import dev.jfrtrace.bridge.record.RecordOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** The options that say what is recorded of another JVM. */
public final class RecordingOptions extends SettingsOptions {
    private static final int FIRST = -2;

    @Option(
            names = "--duration",
            order = FIRST,
            paramLabel = "LENGTH",
            description =
                    "How long to record (30s, 1.5m); by default until the program ends, or Ctrl-C.")
    private Duration duration;

    @Option(
            names = "--live",
            description =
                    "Write OUT while recording, so that it can be opened during the recording; at"
                            + " the end it is replaced by a trace in which long waits are exact.")
    private boolean live;

    public RecordingOptions() {}

    /** Whether the trace is to grow while it is recorded. */
    public boolean isLive() {
        return live;
    }

    public Duration duration() {
        return duration;
    }

    /** Settings of those that were asked for one by one that had no effect, as sentences. */
    public List<String> unknownSettings(Path recording) {
        return single().isEmpty() ? List.of() : unknown(single(), recording);
    }

    /** Settings that a recording's JVM does not know, as far as it can be read. */
    static List<String> unknown(Map<String, String> settings, Path recording) {
        try {
            return UnknownSettings.of(settings, recording);
        } catch (IOException | RuntimeException e) {
            // Of a recording that is damaged the conversion tells.
            return List.of();
        }
    }

    /**
     * The report, and a word where {@code --method} had no effect, or named what was not called.
     */
    public Report telling(Report report, Path recording, Consumer<String> complaints) {
        return methods().toldBy(report, recording, complaints);
    }

    /** All of it, to be recorded from outside. */
    public RecordOptions options() throws IOException {
        return options(needsAgent() ? ownJar() : null);
    }

    /** The jar that this process was started from, which is the agent's as well. */
    private static Path ownJar() {
        Path jar = Path.of(System.getProperty("java.class.path")).toAbsolutePath();
        if (!jar.toString().endsWith(".jar") || !Files.isRegularFile(jar)) {
            throw new UsageException(
                    "--wake and --vthreads need jfrtrace.jar: java -jar jfrtrace.jar record ...");
        }
        return jar;
    }
}
