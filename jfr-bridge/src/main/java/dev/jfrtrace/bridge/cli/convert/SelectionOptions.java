package dev.jfrtrace.bridge.cli.convert;

import dev.jfrtrace.bridge.cli.terminal.UsageException;
import dev.jfrtrace.bridge.convert.ConvertOptions;
import dev.jfrtrace.bridge.convert.TimePoint;
import dev.jfrtrace.bridge.mapping.ShownVirtualThreads;
import java.util.Map;
import java.util.Stack;
import java.util.regex.Pattern;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options that say which part of a recording is converted. */
public final class SelectionOptions {
    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Leave out what came before this time; see Times below.")
    private TimePoint from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "Leave out what came after this time.")
    private TimePoint to;

    @Option(
            names = "--threads",
            paramLabel = "REGEX",
            description =
                    "Show only threads whose names match, anywhere: --threads '^http-' or --threads"
                            + " 'exec|pool'.")
    private Pattern threads;

    @Option(
            names = "--show-vthreads",
            paramLabel = "WHICH",
            description =
                    "Virtual threads to show: all (the default), busy (those with more events than"
                            + " start and end), none. Viewers can handle a few thousand.")
    private ShownVirtualThreads virtualThreads;

    /** An older name, which means something else to {@code record}. */
    @Option(names = "--vthreads", paramLabel = "WHICH", hidden = true)
    private ShownVirtualThreads oldVirtualThreads;

    @Option(
            names = "--events",
            paramLabel = "FAMILIES",
            preprocessor = LeavesOut.class,
            description =
                    "Translate only these families of events (locks,gc), or all but some (-io), or"
                            + " the default ones and more (default,gc-workers); see Families"
                            + " below.")
    private FamilySet families;

    @Option(
            names = "--jvm",
            paramLabel = "N",
            description = "Only the Nth JVM of a recording that holds several.")
    private Integer jvm;

    public SelectionOptions() {}

    public void applyTo(ConvertOptions.Builder options) {
        options.from(from).to(to).threads(threads);
        if (oldVirtualThreads != null) {
            options.virtualThreads(oldVirtualThreads);
        }
        if (virtualThreads != null) {
            options.virtualThreads(virtualThreads);
        }
        if (families != null) {
            options.families(families.families());
        }
        choose(jvm, options);
    }

    /**
     * Has only one of several JVMs converted.
     *
     * @param jvm from 1; {@code null} for all
     */
    public static void choose(Integer jvm, ConvertOptions.Builder options) {
        if (jvm != null) {
            if (jvm < 1) {
                throw new UsageException("--jvm counts from 1, but is " + jvm);
            }
            options.jvm(jvm);
        }
    }

    /**
     * A list that starts by leaving out starts from the usual families. This is where to say so:
     * the parser would take {@code -heap} for {@code -h} and more.
     */
    private static final class LeavesOut implements IParameterPreprocessor {
        @Override
        public boolean preprocess(
                Stack<String> args, CommandSpec command, ArgSpec option, Map<String, Object> info) {
            if (!args.isEmpty() && args.peek().matches("-[^-].*")) {
                args.push(FamilySet.DEFAULT + "," + args.pop());
            }
            return false;
        }
    }
}
