package dev.jfrtrace.bridge.agent;

import dev.jfrtrace.api.Preset;
import dev.jfrtrace.bridge.convert.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What stands behind {@code -javaagent:jfrtrace.jar=}: words, and names with values, separated by
 * commas.
 */
final class AgentOptions {
    static final String SYNTAX =
            "out=FILE[,preset=light|balanced|full][,wake][,vthreads]"
                    + "[,duration=30s][,report=FILE]";

    /** Stands for the process in the name of a file, as in JFR's own. */
    private static final String PID = "%p";

    /** The trace that the JVM itself writes; {@code null} for none. */
    Path out;

    Preset preset = Preset.BALANCED;

    /** How long is traced; {@code null} for as long as the JVM runs. */
    Duration duration;

    /** Where notes go; {@code null} for standard error. */
    Path report;

    /** Whoever wants hooks, or wants them no more; empty for one that does not say. */
    String owner = "";

    /** What hooks are wanted for; empty when there are to be none. */
    final Set<AgentLevel> levels = EnumSet.noneOf(AgentLevel.class);

    /** Whether somebody else records: hooks alone are wanted. */
    boolean hooksOnly;

    /** Whether hooks are to go. */
    boolean remove;

    private AgentOptions() {}

    /**
     * Reads options.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    static AgentOptions parse(String text) {
        AgentOptions options = new AgentOptions();
        for (String option : text.split(",")) {
            int equals = option.indexOf('=');
            if (equals < 0) {
                options.word(option.strip());
            } else {
                options.value(option.substring(0, equals).strip(), option.substring(equals + 1));
            }
        }
        options.check();
        return options;
    }

    private void word(String word) {
        AgentLevel level = AgentLevel.named(word);
        if (level != null) {
            levels.add(level);
            return;
        }
        switch (word) {
            case "hooks" -> hooksOnly = true;
            case "remove" -> remove = true;
            default -> throw bad("'" + word + "' is no option");
        }
    }

    private void value(String name, String value) {
        switch (name) {
            case "out" -> out = Path.of(value.replace(PID, pid()));
            case "preset" -> preset = preset(value);
            case "duration" -> duration = duration(value);
            case "report" -> report = Path.of(value);
            case "owner" -> owner = value;
            default -> throw bad("'" + name + "' is no option");
        }
    }

    private static String pid() {
        return Long.toString(ProcessHandle.current().pid());
    }

    private void check() {
        if (out == null && !hooksOnly && !remove) {
            throw bad("there is no out=FILE for the trace");
        }
    }

    private static Preset preset(String value) {
        for (Preset preset : Preset.values()) {
            if (preset.name().toLowerCase(Locale.ROOT).equals(value)) {
                return preset;
            }
        }
        throw bad("'" + value + "' is no preset");
    }

    private static Duration duration(String value) {
        try {
            return Durations.parse(value);
        } catch (IllegalArgumentException e) {
            throw bad("'" + value + "' is no length of time");
        }
    }

    private static IllegalArgumentException bad(String what) {
        return new IllegalArgumentException(what + "; expected " + SYNTAX);
    }
}
