package dev.jfrtrace.bridge.cli;

import dev.jfrtrace.api.Preset;
import dev.jfrtrace.bridge.agent.AgentLevel;
import dev.jfrtrace.bridge.record.RecordOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that say what is recorded of another JVM. */
final class RecordingOptions {
    @Option(
            names = "--duration",
            paramLabel = "LENGTH",
            description = "Record so long (30s, 500ms); else until the program ends, or Ctrl-C.")
    private Duration duration;

    @Option(
            names = "--preset",
            paramLabel = "PRESET",
            description =
                    "light (waits from 20 ms), balanced (from 5 ms, the default) or full (all).")
    private Preset preset;

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
                    "Have OUT grow while it is recorded, to look into; when that has ended it is"
                            + " replaced by one in which long waits are exact.")
    private boolean live;

    RecordingOptions() {}

    /** Whether the trace is to grow while it is recorded. */
    boolean isLive() {
        return live;
    }

    Duration duration() {
        return duration;
    }

    RecordOptions options() {
        Set<AgentLevel> levels = EnumSet.noneOf(AgentLevel.class);
        if (wake) {
            levels.add(AgentLevel.WAKE);
        }
        if (vthreads) {
            levels.add(AgentLevel.VTHREADS);
        }
        Path agent = levels.isEmpty() ? null : ownJar();
        return new RecordOptions(preset == null ? Preset.BALANCED : preset, levels, agent);
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
