package dev.jfrtrace.bridge.agent;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** THE table: the classes of the JDK that hooks are woven into, for what, and on which versions. */
enum HookedClass {
    /** What everything in java.util.concurrent calls; on JDK 25 nearly everything. */
    LOCK_SUPPORT(
            "java/util/concurrent/locks/LockSupport",
            EnumSet.of(AgentLevel.WAKE),
            17,
            17,
            Integer.MAX_VALUE,
            "wakers"),
    /** From JDK 25 on it unparks its workers without LockSupport. */
    FORK_JOIN_POOL(
            "java/util/concurrent/ForkJoinPool",
            EnumSet.of(AgentLevel.WAKE),
            18,
            18,
            Integer.MAX_VALUE,
            "wakers of pool workers"),
    DELAY_SCHEDULER(
            "java/util/concurrent/DelayScheduler",
            EnumSet.of(AgentLevel.WAKE),
            18,
            18,
            Integer.MAX_VALUE,
            "wakers of its thread"),
    /** Each version parks and runs in its own way: it was looked at on this one alone. */
    VIRTUAL_THREAD(
            "java/lang/VirtualThread",
            EnumSet.allOf(AgentLevel.class),
            19,
            25,
            25,
            "parks and runs of virtual threads");

    private final String internalName;
    private final Set<AgentLevel> levels;
    private final int neededFrom;
    private final int triedFrom;
    private final int triedTo;
    private final String gives;

    HookedClass(
            String internalName,
            Set<AgentLevel> levels,
            int neededFrom,
            int triedFrom,
            int triedTo,
            String gives) {
        this.internalName = internalName;
        this.levels = levels;
        this.neededFrom = neededFrom;
        this.triedFrom = triedFrom;
        this.triedTo = triedTo;
        this.gives = gives;
    }

    /** The row of a class; {@code null} for one that is none of our business. */
    static HookedClass named(String internalName) {
        for (HookedClass hooked : values()) {
            if (hooked.internalName.equals(internalName)) {
                return hooked;
            }
        }
        return null;
    }

    /** The class, if this JDK has it. */
    Optional<Class<?>> find() {
        try {
            return Optional.of(Class.forName(internalName.replace('/', '.'), false, null));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    /** Whether hooks must be in it for one of these levels. */
    boolean isNeeded(Set<AgentLevel> wanted, int version) {
        return version >= neededFrom && wanted.stream().anyMatch(levels::contains);
    }

    boolean isTriedOn(int version) {
        return version >= triedFrom && version <= triedTo;
    }

    /** A sentence for a version that it was not made for. */
    String decline(int version) {
        return "On JDK " + version + " there are no " + gives + ": " + where() + " was not tried.";
    }

    /** A sentence for a class that is not as it was expected. */
    String missing(String why) {
        return "There are no " + gives + ": " + where() + " " + why + ".";
    }

    private String where() {
        return internalName.replace('/', '.');
    }
}
