package dev.jfrtrace.bridge.cli.recording;

import dev.jfrtrace.api.Preset;
import dev.jfrtrace.bridge.agent.AgentLevel;
import dev.jfrtrace.bridge.cli.report.Report;
import dev.jfrtrace.bridge.cli.terminal.UsageException;
import dev.jfrtrace.bridge.live.UnknownSettings;
import dev.jfrtrace.bridge.record.RecordOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import jdk.jfr.Configuration;
import picocli.CommandLine.Option;

/** The options that say what is recorded of another JVM. */
public final class RecordingOptions {
    @Option(
            names = "--duration",
            paramLabel = "LENGTH",
            description =
                    "How long to record (30s, 1.5m); by default until the program ends, or Ctrl-C.")
    private Duration duration;

    @Option(
            names = "--preset",
            paramLabel = "PRESET",
            description =
                    "light (waits from 20 ms), balanced (from 5 ms, the default) or full (all).")
    private Preset preset;

    @Option(
            names = "--settings",
            paramLabel = "FILE.jfc",
            description = "A file of JFR settings, which override those of the preset.")
    private Path settings;

    @Option(
            names = "--set",
            paramLabel = "EVENT#SETTING=VALUE",
            description =
                    "A JFR setting, which overrides all others (--set"
                            + " jdk.ThreadPark#threshold=1ms); may be repeated.")
    private Map<String, String> set = Map.of();

    @Option(
            names = "--method",
            paramLabel = "CLASS::METHOD",
            description =
                    "Record each call of a method as a region (JDK 25): com.example.Orders::place,"
                            + " a class, or an annotation (@com.example.Slow); may be repeated.")
    private List<String> methods = List.of();

    @Option(
            names = "--wake",
            description = "Record who wakes whom: locks, queues, pools, futures, interrupts.")
    private boolean wake;

    @Option(
            names = "--vthreads",
            description = "Record when virtual threads run, and what they wait for (JDK 21, 25).")
    private boolean vthreads;

    @Option(
            names = "--live",
            description =
                    "Write OUT while recording, so that it can be opened meanwhile; at the end it"
                            + " is replaced by a trace in which long waits are exact.")
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
        return set.isEmpty() ? List.of() : unknown(set, recording);
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

    private TracedMethods methods() {
        return new TracedMethods(methods);
    }

    public RecordOptions options() throws IOException {
        Set<AgentLevel> levels = EnumSet.noneOf(AgentLevel.class);
        if (wake) {
            levels.add(AgentLevel.WAKE);
        }
        if (vthreads) {
            levels.add(AgentLevel.VTHREADS);
        }
        Path agent = levels.isEmpty() ? null : ownJar();
        return new RecordOptions(
                preset == null ? Preset.BALANCED : preset, settings(), levels, agent);
    }

    private Map<String, String> settings() throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        if (settings != null) {
            try {
                all.putAll(Configuration.create(settings).getSettings());
            } catch (ParseException e) {
                throw new UsageException(
                        settings + " has no settings of JFR in it: " + e.getMessage());
            }
        }
        all.putAll(methods().settings());
        set.keySet().forEach(RecordingOptions::checkName);
        all.putAll(set);
        return all;
    }

    private static void checkName(String name) {
        if (!name.matches("[^#]+#[^#]+")) {
            throw new UsageException(
                    "a setting is named as jdk.ThreadPark#threshold, not '" + name + "'");
        }
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
