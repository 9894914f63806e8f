package dev.jfrtrace.bridge.agent;

import dev.jfrtrace.bridge.agent.boot.Hooks;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The hooks in this JVM, from their installation to their removal. */
final class Hooking {
    private static final int FIRST_WITH_VIRTUAL = 19;

    private final Instrumentation instrumentation;
    private final int version = Runtime.version().feature();
    private final Weaver weaver = new Weaver(version);
    private final Set<AgentLevel> levels = EnumSet.noneOf(AgentLevel.class);
    private final Set<Class<?>> woven = new LinkedHashSet<>();

    private Hooking(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    /**
     * Weaves the hooks in, wherever that can be done.
     *
     * @param levels what for
     * @param notes takes what could not be done
     * @return {@code null} when nothing could
     */
    static Hooking install(
            Instrumentation instrumentation, Set<AgentLevel> levels, List<String> notes) {
        String obstacle = obstacle(instrumentation);
        if (obstacle != null) {
            notes.add(AgentLevel.missing(levels, obstacle));
            return null;
        }
        Hooking hooking = new Hooking(instrumentation);
        instrumentation.addTransformer(hooking.weaver, true);
        hooking.add(levels, notes);
        if (hooking.woven.isEmpty()) {
            instrumentation.removeTransformer(hooking.weaver);
            Hooks.dismiss();
            return null;
        }
        return hooking;
    }

    /** What keeps all hooks from being installed; {@code null} when nothing does. */
    private static String obstacle(Instrumentation instrumentation) {
        if (ModuleLayer.boot().findModule("jdk.jfr").isEmpty()) {
            return "this runtime has no module jdk.jfr";
        }
        if (!instrumentation.isRetransformClassesSupported()) {
            return "this JVM does not let its classes be changed";
        }
        try {
            BootJar.append(instrumentation);
            Weaver.checkHooks(Hooks.class);
            Hooks.prepare();
            return null;
        } catch (IOException | ReflectiveOperationException | RuntimeException | LinkageError e) {
            return e.toString();
        }
    }

    /** Weaves in the hooks of further levels; those that are there stay. */
    void add(Set<AgentLevel> wanted, List<String> notes) {
        Set<AgentLevel> more = EnumSet.noneOf(AgentLevel.class);
        more.addAll(wanted);
        more.removeAll(levels);
        more.removeIf(level -> isDeclined(level, notes));
        levels.addAll(more);
        weaver.want(more);
        for (HookedClass hooked : HookedClass.values()) {
            if (hooked.isNeeded(more, version)) {
                hooked.find().ifPresent(type -> weaveIfTried(hooked, type, notes));
            }
        }
    }

    private boolean isDeclined(AgentLevel level, List<String> notes) {
        if (level.isTriedOn(version)) {
            return false;
        }
        notes.add(
                version < FIRST_WITH_VIRTUAL
                        ? "JDK " + version + " has no virtual threads: none are recorded."
                        : level.decline(version));
        return true;
    }

    /** What this JVM has hooks for, as far as that can be. */
    Set<AgentLevel> levels() {
        return levels;
    }

    private void weaveIfTried(HookedClass hooked, Class<?> type, List<String> notes) {
        if (hooked.isTriedOn(version)) {
            weave(hooked, type, notes);
        } else {
            notes.add(hooked.decline(version));
        }
    }

    private void weave(HookedClass hooked, Class<?> type, List<String> notes) {
        try {
            instrumentation.retransformClasses(type);
        } catch (UnmodifiableClassException | RuntimeException | LinkageError e) {
            notes.add(hooked.missing(e.toString()));
            return;
        }
        String failure = weaver.failure(hooked);
        if (failure == null) {
            woven.add(type);
        } else {
            woven.remove(type);
            notes.add(hooked.missing(failure));
        }
    }

    /** Leaves all classes as they were. */
    void remove(List<String> notes) {
        instrumentation.removeTransformer(weaver);
        for (Class<?> type : woven) {
            try {
                instrumentation.retransformClasses(type);
            } catch (UnmodifiableClassException | RuntimeException | LinkageError e) {
                notes.add("The hooks in " + type.getName() + " could not be removed: " + e + ".");
            }
        }
        Hooks.dismiss();
        if (Hooks.failures() > 0) {
            notes.add("Hooks failed " + Hooks.failures() + " times; their events are missing.");
        }
    }
}
