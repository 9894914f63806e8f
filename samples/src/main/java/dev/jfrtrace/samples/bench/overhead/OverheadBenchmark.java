package dev.jfrtrace.samples.bench.overhead;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What tracing costs a load: {@code OverheadBenchmark server[@RATE]|locks [--jvms 1|2] [--modes
 * A,B,…] [--base MODE] [--agent OPTIONS] [--rounds N] [--seconds S] [--settle S] [--warmup S]
 * [--dir DIRECTORY] [--jar JFRTRACE.JAR]}. In one JVM, this one, modes take turns; two are {@link
 * Twins}. With an agent that is told the options it is measured, mode by mode, by {@link Pairs}, as
 * many as there are rounds.
 */
public final class OverheadBenchmark {
    private static final String USAGE =
            "usage: OverheadBenchmark server[@RATE]|locks [--jvms 1|2]"
                    + " [--modes untraced,jfr-PRESET,PRESET,...]"
                    + " [--base MODE] [--agent OPTIONS] [--rounds N] [--seconds S] [--settle S]"
                    + " [--warmup S] [--dir DIRECTORY] [--jar JFRTRACE.JAR]";
    private static final Set<String> OPTIONS =
            Set.of(
                    "jvms", "modes", "base", "agent", "rounds", "seconds", "settle", "warmup",
                    "dir", "jar");

    /** Untraced against itself is the noise that the others are to be read with. */
    private static final String DEFAULT_MODES =
            "untraced,jfr-light,light,jfr-balanced,balanced,jfr-full,full";

    private final String loadName;
    private final Path directory;
    private final Path agent;
    private final int jvms;
    private final String base;
    private final String agentOptions;
    private final List<String> modes;
    private final int rounds;
    private final Slice.Length length;
    private final Duration warmup;

    private OverheadBenchmark(String loadName, Path directory, Flags flags) {
        this.loadName = loadName;
        this.directory = directory;
        agent = Path.of(flags.text("jar", "jfr-bridge/target/jfrtrace.jar"));
        jvms = flags.count("jvms", 1);
        if (jvms > 2) {
            throw new UsageException("--jvms: neither 1 nor 2: " + jvms);
        }
        base = flags.text("base", Mode.UNTRACED);
        agentOptions = flags.text("agent", "");
        modes = flags.list("modes", DEFAULT_MODES);
        rounds = flags.count("rounds", 7);
        length = new Slice.Length(flags.seconds("settle", 2), flags.seconds("seconds", 10));
        warmup = flags.seconds("warmup", 60);
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        try {
            if (args.length == 0) {
                throw new UsageException("which load?");
            }
            run(args[0], new Flags(Arrays.asList(args).subList(1, args.length), OPTIONS));
        } catch (UsageException e) {
            System.err.println(e.getMessage());
            System.err.println(USAGE);
            System.exit(2);
        }
    }

    private static void run(String loadName, Flags flags) throws IOException, InterruptedException {
        Path parent = Path.of(flags.text("dir", System.getProperty("java.io.tmpdir")));
        try (Scratch scratch = Scratch.in(parent)) {
            OverheadBenchmark benchmark =
                    new OverheadBenchmark(loadName, scratch.directory(), flags);
            if (benchmark.agentOptions.isEmpty()) {
                benchmark.print(benchmark.jvms == 1 ? benchmark.inTurns() : benchmark.byTwins());
            } else {
                benchmark.measureAgent();
            }
        }
    }

    private Results inTurns() throws IOException, InterruptedException {
        List<Mode> all = modes.stream().map(this::mode).toList();
        Mode untraced = mode(base);
        try (Load load = Load.open(loadName, directory)) {
            load.run(warmup);
            for (Mode mode : all) {
                Slice.measure(load, mode, warming());
            }
            List<Mode> plan = Plan.interleaved(untraced, all, rounds);
            List<Slice> slices = new ArrayList<>();
            for (Mode mode : plan) {
                Slice slice = Slice.measure(load, mode, length);
                slices.add(slice);
                System.err.printf("%d of %d: %s%n", slices.size(), plan.size(), slice);
            }
            return Results.interleaved(slices);
        }
    }

    private Mode mode(String name) {
        return Mode.of(name, directory, agent);
    }

    private Results byTwins() throws IOException {
        // To say now what no twin would understand.
        modes.forEach(this::mode);
        try (Twins twins = Twins.open(loadName, directory, agent)) {
            twins.warm(base, warming());
            for (String mode : modes) {
                twins.warm(mode, warming());
            }
            return Results.ofTwins(twins.measure(base, modes, rounds, length));
        }
    }

    private void measureAgent() throws IOException, InterruptedException {
        modes.forEach(this::mode);
        for (String mode : modes) {
            Path own = Files.createDirectory(directory.resolve(mode));
            String flag = "-javaagent:" + agent.toAbsolutePath() + "=" + agentOptions;
            Pairs pairs = new Pairs(loadName, own, agent, List.of(flag));
            System.out.println("JVMs with the agent, " + agentOptions + ", against those without");
            print(Results.ofTwins(pairs.measure(mode, rounds, warming(), length)));
        }
    }

    /** Does not count: each mode has code of its own to be compiled, as long as the load's. */
    private Slice.Length warming() {
        return new Slice.Length(warmup, length.measured());
    }

    private void print(Results results) {
        System.out.println(Machine.line());
        System.out.printf(
                "%s: %d JVM%s, %d rounds, slices of %.1f s; ratios to %s: median (quartiles)%n",
                loadName,
                jvms,
                jvms == 1 ? "" : "s",
                rounds,
                length.measured().toMillis() / 1e3,
                base);
        System.out.println(results.baseline(Load.unit(loadName)));
        System.out.println();
        System.out.print(results.table());
    }
}
