package dev.jfrtrace.bridge.agent.entry;

import java.lang.instrument.Instrumentation;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.function.BiConsumer;

/**
 * Where the JVM starts the agent. All that it does is done by {@code AgentControl}, in a loader of
 * its own, so that the application sees no class of ours and we see none of its.
 */
public final class Agent {
    private static final String CONTROL = "dev.jfrtrace.bridge.agent.AgentControl";

    /** One for the JVM, however often it is attached to. */
    private static BiConsumer<String, Instrumentation> control;

    private Agent() {}

    /** Before the application starts. */
    public static void premain(String options, Instrumentation instrumentation) {
        run(options, instrumentation);
    }

    /** While it runs. */
    public static void agentmain(String options, Instrumentation instrumentation) {
        run(options, instrumentation);
    }

    private static synchronized void run(String options, Instrumentation instrumentation) {
        try {
            if (control == null) {
                control = load();
            }
            control.accept(options == null ? "" : options, instrumentation);
        } catch (Throwable e) {
            // Whoever reads this is the application's user, who has no other way to hear of it.
            System.err.println("jfrtrace: the agent does nothing, the program runs on: " + e);
        }
    }

    @SuppressWarnings("unchecked")
    private static BiConsumer<String, Instrumentation> load() throws ReflectiveOperationException {
        URL jar = Agent.class.getProtectionDomain().getCodeSource().getLocation();
        ClassLoader isolated =
                new URLClassLoader(
                        "jfrtrace", new URL[] {jar}, ClassLoader.getPlatformClassLoader());
        return (BiConsumer<String, Instrumentation>)
                isolated.loadClass(CONTROL).getConstructor().newInstance();
    }
}
