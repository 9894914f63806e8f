package dev.jfrtrace.bridge.record;

import dev.jfrtrace.api.Preset;
import dev.jfrtrace.bridge.agent.AgentLevel;
import dev.jfrtrace.encoder.format.Limits;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is recorded of another JVM.
 *
 * @param preset how much
 * @param settings JFR's own, by names such as {@code jdk.ThreadPark#threshold}, which win over the
 *     preset; may be empty
 * @param levels what is recorded besides, for which the agent is needed; may be empty
 * @param agent the agent's jar; {@code null} when it is not needed
 */
public record RecordOptions(
        Preset preset, Map<String, String> settings, Set<AgentLevel> levels, Path agent) {
    /** Of these bytes JFR makes its files: on JDK 17 the end of one loses events of a burst. */
    static final String CHUNK_SIZE = "512M";

    /** Frames of a stack: so many a trace has; of 64, what calls the program is often missing. */
    static final int STACK_DEPTH = Limits.MAX_FRAMES_PER_STACK;

    /** Without settings of its own. */
    public RecordOptions(Preset preset, Set<AgentLevel> levels, Path agent) {
        this(preset, Map.of(), levels, agent);
    }

    boolean needsAgent() {
        return !levels.isEmpty();
    }

    /** The same, as far as JFR alone can record it. */
    RecordOptions withoutAgent() {
        return new RecordOptions(preset, settings, Set.of(), null);
    }

    /** Options for the agent in the other JVM: hooks alone, and a word of what was not possible. */
    String agentOptions(Workplace workplace) {
        String words = levels.stream().map(AgentLevel::optionName).collect(Collectors.joining(","));
        return String.join(
                ",",
                "hooks",
                words,
                "owner=" + workplace.name(),
                "report=" + workplace.told(workplace.agentReport()));
    }
}
