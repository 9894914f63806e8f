package dev.jfrtrace.samples.bench.overhead;

import dev.jfrtrace.api.EventFamily;
import dev.jfrtrace.api.Preset;
import dev.jfrtrace.api.TraceOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How a load is watched while it runs. */
interface Mode {
    /** Begins of the names on the command line: {@code jfr-light}, {@code light}, … */
    String PLAIN_JFR = "jfr-";

    String UNTRACED = "untraced";

    /** Before a family of events that is left out: {@code jfr-balanced~io~locks}. */
    String WITHOUT = "~";

    String ALL = "all";

    /** Before a level of the agent, whose hooks are there: {@code jfr-balanced+wake}. */
    String HOOKED = "+";

    /** Whatever of the agent's there are hooks for. */
    List<String> EVENTS =
            List.of(
                    "Unpark",
                    "Interrupt",
                    "VirtualThreadPark",
                    "VirtualThreadRun",
                    "VirtualThreadRunnable",
                    "WriterReset");

    String name();

    /** Switches it on. */
    Watch start() throws IOException;

    /** A mode that is on. */
    interface Watch {
        /** What is measured begins now. */
        void begin();

        /** What is measured has ended: takes stock, and switches the mode off. */
        Recorded end() throws IOException, InterruptedException;
    }

    /**
     * What a mode recorded; NaN where it has no such figure.
     *
     * @param eventsPerSecond JFR events
     * @param bytesPerSecond of the trace, or of the recording
     * @param microsPerEvent CPU time of the translator's threads for a JFR event
     * @param complete whether nothing got lost
     */
    record Recorded(
            double eventsPerSecond,
            double bytesPerSecond,
            double microsPerEvent,
            boolean complete) {
        static final Recorded NOTHING = new Recorded(Double.NaN, Double.NaN, Double.NaN, true);
    }

    /**
     * @param name {@code untraced}, a preset's name, or that behind {@code jfr-}; behind a preset
     *     the families that it is to leave out, or {@code all} of them; behind that a level of the
     *     agent, whose hooks are there, and recorded where anything is; no level for hooks that are
     *     there anyway
     * @param directory for files
     * @param agent jfrtrace.jar
     */
    static Mode of(String name, Path directory, Path agent) {
        int plus = name.indexOf(HOOKED);
        if (plus < 0) {
            return of(name, name, directory, false);
        }
        Mode inner = of(name, name.substring(0, plus), directory, true);
        String level = name.substring(plus + 1);
        return level.isEmpty() ? inner : new Hooked(name, inner, level, agent);
    }

    private static Mode of(String name, String base, Path directory, boolean isHooked) {
        if (base.equals(UNTRACED)) {
            return new Untraced();
        }
        boolean plain = base.startsWith(PLAIN_JFR);
        String words = plain ? base.substring(PLAIN_JFR.length()) : base;
        TraceOptions options = options(words, isHooked);
        return plain
                ? new PlainJfr(name, options, directory)
                : new Traced(name, options, directory);
    }

    private static TraceOptions options(String name, boolean isHooked) {
        String[] words = name.split(WITHOUT);
        TraceOptions.Builder options = TraceOptions.builder(choice(Preset.class, words[0]));
        for (String family : Arrays.asList(words).subList(1, words.length)) {
            Set<EventFamily> out =
                    family.equals(ALL)
                            ? EnumSet.allOf(EventFamily.class)
                            : EnumSet.of(choice(EventFamily.class, family));
            out.forEach(each -> options.enabled(each, false));
        }
        if (isHooked) {
            EVENTS.forEach(event -> options.setting("dev.jfrtrace." + event + "#enabled", "true"));
        }
        return options.build();
    }

    private static <E extends Enum<E>> E choice(Class<E> choices, String name) {
        try {
            return Enum.valueOf(choices, name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new UsageException("no such mode: " + name);
        }
    }
}
