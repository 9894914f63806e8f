package dev.jfrtrace.bridge.agent.entry;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.function.BiPredicate;

/**
 * Where the JVM starts the agent. All that it does is done by {@code AgentControl}, in a loader of
 * its own, so that the application sees no class of ours and we see none of its, and which goes
 * when there is nothing left to do.
 */
public final class Agent {
    private static final String CONTROL = "dev.jfrtrace.bridge.agent.AgentControl";

    /** Stands before the path of our jar, the last of the options. */
    private static final String JAR = ",jar=";

    /** One for the JVM, however often it is attached to; {@code null} while it has no work. */
    private static BiPredicate<String, Instrumentation> control;

    /** Of the control. */
    private static URLClassLoader isolated;

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
        String all = options == null ? "" : options;
        int end = all.indexOf(JAR);
        try {
            if (control == null) {
                load(end < 0 ? ownJar() : jar(all.substring(end + JAR.length())));
            }
            if (!control.test(end < 0 ? all : all.substring(0, end), instrumentation)) {
                unload();
            }
        } catch (Throwable e) {
            // Whoever reads this is the application's user, who has no other way to hear of it.
            System.err.println("jfrtrace: the agent does nothing, the program runs on: " + e);
        }
    }

    /** That of the first attachment: this class stays, though its jar may go. */
    private static URL ownJar() {
        return Agent.class.getProtectionDomain().getCodeSource().getLocation();
    }

    private static URL jar(String path) throws MalformedURLException {
        return new File(path).toURI().toURL();
    }

    @SuppressWarnings("unchecked")
    private static void load(URL jar) throws ReflectiveOperationException, IOException {
        // The platform's loader would give classes of the program's modules.
        isolated = new URLClassLoader("jfrtrace", new URL[] {jar}, null);
        try {
            control =
                    (BiPredicate<String, Instrumentation>)
                            isolated.loadClass(CONTROL).getConstructor().newInstance();
        } finally {
            if (control == null) {
                unload();
            }
        }
    }

    private static void unload() throws IOException {
        control = null;
        isolated.close();
        isolated = null;
    }
}
