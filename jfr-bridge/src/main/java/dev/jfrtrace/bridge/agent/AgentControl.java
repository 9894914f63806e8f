package dev.jfrtrace.bridge.agent;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

/** What the agent does when it is told to. One for a JVM, used by one thread at a time. */
public final class AgentControl implements BiPredicate<String, Instrumentation> {
    private Hooking hooking;

    /** Whether there is, or was, a trace of its own: its threads may be about to end. */
    private boolean hasTrace;

    /** Those that got the hooks, which go with the last; whoever got none takes none away. */
    private final List<String> owners = new ArrayList<>();

    /** For the class {@code entry.Agent}, which knows it by name. */
    public AgentControl() {}

    /**
     * Does it.
     *
     * @return whether this object must stay; else it knows nothing that another one would not
     */
    @Override
    public boolean test(String text, Instrumentation instrumentation) {
        AgentOptions options = AgentOptions.parse(text);
        List<String> notes = new ArrayList<>();
        if (options.remove) {
            remove(options.owner, notes);
        } else if (!options.levels.isEmpty()) {
            install(instrumentation, options, notes);
        }
        if (options.out != null) {
            trace(options, notes);
        }
        tell(options.report, notes);
        return hooking != null || hasTrace;
    }

    /** Without the trace nobody wants the hooks that were made for it. */
    private void trace(AgentOptions options, List<String> notes) {
        hasTrace = true;
        try {
            AgentTrace.start(options, hooking == null ? Set.of() : hooking.levels(), notes);
        } catch (RuntimeException e) {
            if (!options.levels.isEmpty()) {
                remove(options.owner, notes);
            }
            throw e;
        }
    }

    private void install(
            Instrumentation instrumentation, AgentOptions options, List<String> notes) {
        if (hooking == null) {
            hooking = Hooking.install(instrumentation, options.levels, notes);
        } else {
            hooking.add(options.levels, notes);
        }
        if (hooking != null) {
            owners.add(options.owner);
        }
    }

    private void remove(String owner, List<String> notes) {
        if (owners.remove(owner) && owners.isEmpty()) {
            hooking.remove(notes);
            hooking = null;
        }
    }

    private static void tell(Path report, List<String> notes) {
        List<String> unread = notes;
        if (report != null) {
            try {
                Files.write(report, notes);
                return;
            } catch (IOException e) {
                unread = new ArrayList<>(notes);
                unread.add(report + " could not be written: " + e);
            }
        }
        unread.forEach(note -> System.err.println("jfrtrace: " + note));
    }
}
