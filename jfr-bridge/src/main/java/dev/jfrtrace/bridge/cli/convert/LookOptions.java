package dev.jfrtrace.bridge.cli.convert;

import dev.jfrtrace.bridge.cli.terminal.UsageException;
import dev.jfrtrace.bridge.convert.ConvertOptions;
import dev.jfrtrace.bridge.mapping.GroupBy;
import dev.jfrtrace.encoder.format.TraceVersion;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The options that say how a trace looks. */
public final class LookOptions {
    private static final Duration LONGEST_GENERATION = Duration.ofHours(1);

    @Option(
            names = "--format",
            paramLabel = "VERSION",
            description =
                    "Version of the format: 1.22, 1.23, 1.25 or 1.26. Readers accept their own and"
                            + " older ones; all accept 1.22, the default.")
    private TraceVersion format;

    @Option(
            names = "--group-by",
            paramLabel = "KEY",
            description =
                    "What viewers group goroutines by: name (of the thread), pool (its name with #"
                            + " for digits, the default), start (the first application class on its"
                            + " stack).")
    private GroupBy groupBy;

    @Option(
            names = "--reasons",
            paramLabel = "WORDS",
            description =
                    "Names of wait reasons: java (\"sync (park)\", the default), or go (Go's own,"
                            + " which gotraceui colours).")
    private Reasons reasons;

    @Option(
            names = "--generation",
            paramLabel = "LENGTH",
            description =
                    "Shortest generation, the part of a trace that viewers can load by itself:"
                            + " 250ms, 1s (the default), up to 1h. Generations are longer where"
                            + " little happens.")
    private Duration generation;

    @Option(
            names = "--restate",
            paramLabel = "WHEN",
            description =
                    "When a generation lists goroutines that were alive before it: all (at its"
                            + " start, so that earlier generations can be cut off), touch (at"
                            + " their first event; smaller), auto (all, up to 65,536 goroutines;"
                            + " the default).")
    private Restate restate;

    public LookOptions() {}

    public void applyTo(ConvertOptions.Builder options) {
        if (format != null) {
            options.format(format);
        }
        if (groupBy != null) {
            options.groupBy(groupBy);
        }
        options.goReasons(reasons == Reasons.GO);
        if (generation != null) {
            if (generation.compareTo(LONGEST_GENERATION) > 0) {
                throw new UsageException("--generation takes 1h at the most");
            }
            options.generation(generation);
        }
        if (restate != null) {
            options.maxRestated(restate.maxRestated());
        }
    }
}
