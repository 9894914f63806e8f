package dev.jfrtrace.bridge.agent;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/** THE table: the classes of the JDK that hooks are woven into, for what, and on which versions. */
enum HookedClass {
    /** What everything in java.util.concurrent calls; on JDK 25 nearly everything. */
    LOCK_SUPPORT(
            "java/util/concurrent/locks/LockSupport",
            EnumSet.of(AgentLevel.WAKE),
            17,
            version -> true,
            "wakers"),
    /** Virtual threads have their own way to be interrupted. */
    THREAD(
            "java/lang/Thread",
            EnumSet.of(AgentLevel.WAKE),
            17,
            version -> true,
            "wakers by interrupts"),
    /** From JDK 25 on it unparks its workers without LockSupport. */
    FORK_JOIN_POOL(
            "java/util/concurrent/ForkJoinPool",
            EnumSet.of(AgentLevel.WAKE),
            18,
            version -> true,
            "wakers of pool workers"),
    DELAY_SCHEDULER(
            "java/util/concurrent/DelayScheduler",
            EnumSet.of(AgentLevel.WAKE),
            18,
            version -> true,
            "wakers of its thread"),
    /** Each version parks in its own way: it was looked at on these two. */
    VIRTUAL_THREAD(
            "java/lang/VirtualThread",
            EnumSet.allOf(AgentLevel.class),
            19,
            version -> version == 21 || version == 25,
            "parks of virtual threads");

    private final String internalName;
    private final Set<AgentLevel> levels;
    private final int neededFrom;
    private final IntPredicate isTried;
    private final String gives;

    HookedClass(
            String internalName,
            Set<AgentLevel> levels,
            int neededFrom,
            IntPredicate isTried,
            String gives) {
        this.internalName = internalName;
        this.levels = levels;
        this.neededFrom = neededFrom;
        this.isTried = isTried;
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
        return isTried.test(version);
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
