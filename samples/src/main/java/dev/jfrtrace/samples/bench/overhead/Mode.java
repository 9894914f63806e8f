package dev.jfrtrace.samples.bench.overhead;

import dev.jfrtrace.api.Preset;
import dev.jfrtrace.api.TraceOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** How a load is watched while it runs. */
interface Mode {
    /** Begins of the names on the command line: {@code jfr-light}, {@code light}, … */
    String PLAIN_JFR = "jfr-";

    String UNTRACED = "untraced";

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
     * @param name {@code untraced}, a preset's name, or that behind {@code jfr-}
     * @param directory for files
     */
    static Mode of(String name, Path directory) {
        if (name.equals(UNTRACED)) {
            return new Untraced();
        }
        boolean plain = name.startsWith(PLAIN_JFR);
        String preset = plain ? name.substring(PLAIN_JFR.length()) : name;
        TraceOptions options = TraceOptions.builder(preset(preset)).build();
        return plain
                ? new PlainJfr(name, options, directory)
                : new Traced(name, options, directory);
    }

    private static Preset preset(String name) {
        try {
            return Preset.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new UsageException("no such mode: " + name);
        }
    }
}
