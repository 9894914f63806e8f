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
                    "Header of the trace: 1.22, 1.23, 1.25 or 1.26. Readers take their own and"
                            + " older ones; the default, 1.22, is taken by all.")
    private TraceVersion format;

    @Option(
            names = "--group-by",
            paramLabel = "KEY",
            description =
                    "What groups goroutines in viewers: name (of the thread), pool (its name with"
                            + " # for digits, the default), start (first class of the application"
                            + " on its stack).")
    private GroupBy groupBy;

    @Option(
            names = "--reasons",
            paramLabel = "WORDS",
            description =
                    "Say why a goroutine waits in words for java (\"sync (park)\", the default), or"
                            + " in those that go uses, which gotraceui colours by.")
    private Reasons reasons;

    @Option(
            names = "--generation",
            paramLabel = "LENGTH",
            description =
                    "Least length of a generation, the part of a trace that viewers can load by"
                            + " itself: 250ms, 1s (the default), up to 1h. Where little happens"
                            + " they are longer.")
    private Duration generation;

    @Option(
            names = "--restate",
            paramLabel = "WHEN",
            description =
                    "When a generation states goroutines that lived before it: all (at its start:"
                            + " leading generations can be cut off), touch (when they do"
                            + " something: smaller), auto (all, up to 65,536 goroutines; the"
                            + " default).")
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
