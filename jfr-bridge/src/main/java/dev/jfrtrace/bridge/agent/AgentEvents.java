package dev.jfrtrace.bridge.agent;

import dev.jfrtrace.bridge.agent.boot.HookFailures;
import dev.jfrtrace.bridge.agent.boot.Unpark;
import dev.jfrtrace.bridge.agent.boot.VirtualThreadPark;
import java.util.LinkedHashMap;
import java.util.Map;

/** How the agent's events are recorded. */
public final class AgentEvents {
    private static final String PARK = "jdk.ThreadPark";

    private AgentEvents() {}

    /**
     * Settings of the agent's events that go with settings of JFR's: parks of virtual threads are
     * recorded as those of platform threads are.
     */
    public static Map<String, String> settings(Map<String, String> jfr) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(Unpark.NAME + "#enabled", "true");
        settings.put(HookFailures.NAME + "#enabled", "true");
        for (String name : new String[] {"enabled", "threshold", "stackTrace"}) {
            String value = jfr.get(PARK + "#" + name);
            if (value != null) {
                settings.put(VirtualThreadPark.NAME + "#" + name, value);
            }
        }
        return settings;
    }
}
