package dev.jfrtrace.bridge.agent;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What hooks are wanted for. */
public enum AgentLevel {
    /** Who unparks whom. */
    WAKE("wakers of parked threads"),
    /** When virtual threads run, on which carrier, and what they wait for in between. */
    VTHREADS("runs of virtual threads");

    private final String gives;

    AgentLevel(String gives) {
        this.gives = gives;
    }

    /** The name that users write. */
    public String optionName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The level of this name, or {@code null}. */
    static AgentLevel named(String optionName) {
        for (AgentLevel level : values()) {
            if (level.optionName().equals(optionName)) {
                return level;
            }
        }
        return null;
    }

    /** What there is none of without them. */
    static String gives(Set<AgentLevel> levels) {
        return levels.stream().map(level -> level.gives).collect(Collectors.joining(" and "));
    }
}
