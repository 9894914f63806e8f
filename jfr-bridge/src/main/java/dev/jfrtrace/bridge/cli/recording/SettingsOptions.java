package dev.jfrtrace.bridge.cli.recording;

import dev.jfrtrace.api.Preset;
import dev.jfrtrace.bridge.agent.AgentLevel;
import dev.jfrtrace.bridge.cli.terminal.UsageException;
import dev.jfrtrace.bridge.record.RecordOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.jfr.Configuration;
import picocli.CommandLine.Option;

/** The options that say what JFR records, whoever starts it. */
public class SettingsOptions {
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

    public SettingsOptions() {}

    /**
     * What is to be recorded.
     *
     * @param agent the agent's jar; {@code null} when it is not needed, or is somebody else's to
     *     bring
     */
    public final RecordOptions options(Path agent) throws IOException {
        return new RecordOptions(
                preset == null ? Preset.BALANCED : preset, settings(), levels(), agent);
    }

    /** Whether JFR alone cannot record all of it. */
    public final boolean needsAgent() {
        return !levels().isEmpty();
    }

    private Set<AgentLevel> levels() {
        Set<AgentLevel> levels = EnumSet.noneOf(AgentLevel.class);
        if (wake) {
            levels.add(AgentLevel.WAKE);
        }
        if (vthreads) {
            levels.add(AgentLevel.VTHREADS);
        }
        return levels;
    }

    /** The settings that were asked for one by one. */
    final Map<String, String> single() {
        return set;
    }

    final TracedMethods methods() {
        return new TracedMethods(methods);
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
        set.keySet().forEach(SettingsOptions::checkName);
        all.putAll(set);
        return all;
    }

    private static void checkName(String name) {
        if (!name.matches("[^#]+#[^#]+")) {
            throw new UsageException(
                    "a setting is named as jdk.ThreadPark#threshold, not '" + name + "'");
        }
    }
}
