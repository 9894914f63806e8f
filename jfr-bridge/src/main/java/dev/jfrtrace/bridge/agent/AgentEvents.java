package dev.jfrtrace.bridge.agent;

import dev.jfrtrace.bridge.agent.boot.HookFailures;
import dev.jfrtrace.bridge.agent.boot.Interrupt;
import dev.jfrtrace.bridge.agent.boot.Unpark;
import dev.jfrtrace.bridge.agent.boot.VirtualThreadPark;
import dev.jfrtrace.bridge.agent.boot.VirtualThreadRun;
import dev.jfrtrace.bridge.agent.boot.VirtualThreadRunnable;
import dev.jfrtrace.bridge.agent.boot.WriterReset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** How the agent's events are recorded. */
public final class AgentEvents {
    private static final String PARK = "jdk.ThreadPark";

    private AgentEvents() {}

    /**
     * Settings of the agent's events that go with settings of JFR's: parks of virtual threads are
     * recorded as those of platform threads are, their runs all.
     *
     * @param levels for which there are hooks
     */
    public static Map<String, String> settings(Map<String, String> jfr, Set<AgentLevel> levels) {
        Map<String, String> settings = new LinkedHashMap<>();
        if (levels.isEmpty()) {
            return settings;
        }
        enable(settings, HookFailures.NAME);
        if (levels.contains(AgentLevel.WAKE)) {
            enable(settings, Unpark.NAME);
            enable(settings, Interrupt.NAME);
        }
        if (levels.contains(AgentLevel.VTHREADS)) {
            enable(settings, VirtualThreadRun.NAME);
            enable(settings, VirtualThreadRunnable.NAME);
            enable(settings, WriterReset.NAME);
        }
        for (String name : new String[] {"enabled", "threshold", "stackTrace"}) {
            String value = jfr.get(PARK + "#" + name);
            if (value != null) {
                settings.put(VirtualThreadPark.NAME + "#" + name, value);
            }
        }
        return settings;
    }

    private static void enable(Map<String, String> settings, String event) {
        settings.put(event + "#enabled", "true");
    }
}
