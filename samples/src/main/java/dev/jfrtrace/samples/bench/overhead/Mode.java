package dev.jfrtrace.samples.bench.overhead;

import dev.jfrtrace.api.EventFamily;
import dev.jfrtrace.api.Preset;
import dev.jfrtrace.api.TraceOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
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
     *     the families that it is to leave out, or {@code all} of them
     * @param directory for files
     */
    static Mode of(String name, Path directory) {
        if (name.equals(UNTRACED)) {
            return new Untraced();
        }
        boolean plain = name.startsWith(PLAIN_JFR);
        TraceOptions options = options(plain ? name.substring(PLAIN_JFR.length()) : name);
        return plain
                ? new PlainJfr(name, options, directory)
                : new Traced(name, options, directory);
    }

    private static TraceOptions options(String name) {
        String[] words = name.split(WITHOUT);
        TraceOptions.Builder options = TraceOptions.builder(choice(Preset.class, words[0]));
        for (String family : Arrays.asList(words).subList(1, words.length)) {
            Set<EventFamily> out =
                    family.equals(ALL)
                            ? EnumSet.allOf(EventFamily.class)
                            : EnumSet.of(choice(EventFamily.class, family));
            out.forEach(each -> options.enabled(each, false));
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
