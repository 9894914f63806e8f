package dev.jfrtrace.bridge.agent;

import dev.jfrtrace.bridge.agent.boot.Hooks;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.List;

/** The hooks in this JVM, from their installation to their removal. */
final class Hooking {
    private final Instrumentation instrumentation;
    private final int version = Runtime.version().feature();
    private final Weaver weaver = new Weaver(version);
    private final List<Class<?>> woven = new ArrayList<>();

    private Hooking(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    /**
     * Weaves the hooks in, wherever that can be done.
     *
     * @param notes takes what could not be done
     * @return {@code null} when nothing could
     */
    static Hooking install(Instrumentation instrumentation, List<String> notes) {
        String obstacle = obstacle(instrumentation);
        if (obstacle != null) {
            notes.add("No wakers of parked threads: " + obstacle + ".");
            return null;
        }
        Hooking hooking = new Hooking(instrumentation);
        hooking.weave(notes);
        return hooking.woven.isEmpty() ? null : hooking;
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

    private void weave(List<String> notes) {
        instrumentation.addTransformer(weaver, true);
        for (HookedClass hooked : HookedClass.values()) {
            if (hooked.isNeededOn(version)) {
                hooked.find().ifPresent(type -> weaveIfTried(hooked, type, notes));
            }
        }
        if (woven.isEmpty()) {
            instrumentation.removeTransformer(weaver);
        }
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
        if (Hooks.failures() > 0) {
            notes.add("Hooks failed " + Hooks.failures() + " times; their events are missing.");
        }
    }
}
