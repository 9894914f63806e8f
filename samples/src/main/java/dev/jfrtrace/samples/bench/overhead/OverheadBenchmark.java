package dev.jfrtrace.samples.bench.overhead;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What tracing costs a load: {@code OverheadBenchmark server|locks [--modes A,B,…] [--base MODE]
 * [--rounds N] [--seconds S] [--settle S] [--warmup S] [--dir DIRECTORY] [--jar JFRTRACE.JAR]}.
 */
public final class OverheadBenchmark {
    private static final String USAGE =
            "usage: OverheadBenchmark server|locks [--modes untraced,jfr-PRESET,PRESET,...]"
                    + " [--base MODE] [--rounds N] [--seconds S] [--settle S] [--warmup S]"
                    + " [--dir DIRECTORY] [--jar JFRTRACE.JAR]";
    private static final Set<String> OPTIONS =
            Set.of("modes", "base", "rounds", "seconds", "settle", "warmup", "dir", "jar");

    /** Untraced against itself is the noise that the others are to be read with. */
    private static final String DEFAULT_MODES =
            "untraced,jfr-light,light,jfr-balanced,balanced,jfr-full,full";

    private final Load load;
    private final Mode base;
    private final List<Mode> modes;
    private final int rounds;
    private final Slice.Length length;
    private final Duration warmup;

    private OverheadBenchmark(Load load, Mode base, List<Mode> modes, Flags flags) {
        this.load = load;
        this.base = base;
        this.modes = modes;
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
            Path directory = scratch.directory();
            List<String> names = flags.list("modes", DEFAULT_MODES);
            Path jar = Path.of(flags.text("jar", "jfr-bridge/target/jfrtrace.jar"));
            List<Mode> modes = names.stream().map(name -> Mode.of(name, directory, jar)).toList();
            Mode base = Mode.of(flags.text("base", Mode.UNTRACED), directory, jar);
            try (Load load = Load.open(loadName, directory)) {
                OverheadBenchmark benchmark = new OverheadBenchmark(load, base, modes, flags);
                benchmark.print(loadName, new Results(benchmark.measure()));
            }
        }
    }

    private List<Slice> measure() throws IOException, InterruptedException {
        load.run(warmup);
        // A round that does not count: each mode has code of its own to be compiled, which takes as
        // long as the load's.
        for (Mode mode : modes) {
            Slice.measure(load, mode, new Slice.Length(warmup, length.measured()));
        }
        List<Mode> plan = Plan.interleaved(base, modes, rounds);
        List<Slice> slices = new ArrayList<>();
        for (Mode mode : plan) {
            Slice slice = Slice.measure(load, mode, length);
            slices.add(slice);
            System.err.printf("%d of %d: %s%n", slices.size(), plan.size(), slice);
        }
        return slices;
    }

    private void print(String loadName, Results results) {
        System.out.println(Machine.line());
        System.out.printf(
                "%s: %d rounds, slices of %.1f s; ratios to %s: median (quartiles)%n",
                loadName, rounds, length.measured().toMillis() / 1e3, base.name());
        System.out.println(results.baseline(load.unit()));
        System.out.println();
        System.out.print(results.table());
    }
}
