package dev.jfrtrace.bridge.record;

import dev.jfrtrace.api.Preset;
import java.nio.file.Path;

/**
 * What is recorded of another JVM.
 *
 * @param preset how much
 * @param wake whether it is recorded who unparks whom, for which the agent is needed
 * @param agent the agent's jar; {@code null} when it is not needed
 */
public record RecordOptions(Preset preset, boolean wake, Path agent) {
    /** Of these bytes JFR makes its files: on JDK 17 the end of one loses events of a burst. */
    static final String CHUNK_SIZE = "512M";

    /** Options for the agent in the other JVM: hooks alone, and a word of what was not possible. */
    String agentOptions(Workplace workplace) {
        return "hooks,wake,report=" + workplace.agentReport();
    }
}
