package dev.jfrtrace.bridge.agent;

import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/** What hooks are wanted for. */
public enum AgentLevel {
    /** Who unparks whom. */
    WAKE("wakers of parked threads", version -> true),
    /**
     * When virtual threads run, on which carrier, and what they wait for in between. Each JDK has
     * its own way to run them: only some were looked at.
     */
    VTHREADS("runs of virtual threads", version -> VirtualThreadShape.of(version) != null);

    private final String gives;
    private final IntPredicate isTried;

    AgentLevel(String gives, IntPredicate isTried) {
        this.gives = gives;
        this.isTried = isTried;
    }

    boolean isTriedOn(int version) {
        return isTried.test(version);
    }

    /** A sentence for a version that it was not made for. */
    String decline(int version) {
        return "On JDK " + version + " there are no " + gives + ": these were not tried there.";
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

    /** A sentence for what there is none of without them. */
    public static String missing(Set<AgentLevel> levels, String why) {
        return levels.stream()
                .map(level -> level.gives)
                .collect(Collectors.joining(" and ", "No ", ": " + why + "."));
    }
}
