package dev.jfrtrace.samples.bench;

import dev.jfrtrace.samples.bench.Arguments.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the agent adds to an unpark: nothing there, hooks that nobody records, a recording without
 * hooks, hooks that are recorded. In turns, each in JVMs of its own.
 */
public final class UnparkBenchmark {
    private static final String USAGE = "UnparkBenchmark [--rounds N] [--jar jfrtrace.jar]";

    /** How the loop runs. */
    private enum Mode {
        NO_AGENT("no agent"),
        IDLE("agent, nobody records"),
        RECORDING("recording, no agent"),
        WAKE("agent, recorded");

        private final String text;

        Mode(String text) {
            this.text = text;
        }

        private List<String> command(Path jar, Path trace) {
            List<String> command = new ArrayList<>();
            String java = ChildProcess.java();
            if (this == RECORDING || this == WAKE) {
                command.addAll(List.of(java, "-jar", jar.toString(), "record", "-q"));
                command.addAll(List.of("--preset", "full", "-o", trace.toString()));
                if (this == WAKE) {
                    command.add("--wake");
                }
                command.add("--");
            }
            command.add(java);
            if (this == IDLE) {
                command.add("-javaagent:" + jar + "=hooks,wake");
            }
            command.addAll(List.of("-cp", System.getProperty("java.class.path")));
            command.add(UnparkLoop.class.getName());
            return command;
        }
    }

    private UnparkBenchmark() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        try {
            Arguments arguments = Arguments.parse(args, 0, 0, Set.of("rounds", "jar"));
            int rounds = Arguments.number(arguments.option("rounds", "5"));
            run(rounds, Path.of(arguments.option("jar", "jfr-bridge/target/jfrtrace.jar")));
        } catch (UsageException e) {
            System.err.println(e.getMessage() + "; usage: " + USAGE);
            System.exit(2);
        }
    }

    private static void run(int rounds, Path jar) throws IOException, InterruptedException {
        Map<Mode, Spread> nanos = new EnumMap<>(Mode.class);
        Path trace = Files.createTempFile("jfrtrace-bench-", ".trace");
        try {
            for (int round = 0; round < rounds; round++) {
                for (Mode mode : Mode.values()) {
                    double value = measure(mode.command(jar.toAbsolutePath(), trace));
                    nanos.computeIfAbsent(mode, m -> new Spread()).add(value);
                }
            }
        } finally {
            Files.delete(trace);
        }
        double bare = nanos.get(Mode.NO_AGENT).median();
        System.out.printf("| JDK %d | ns per unpark | ratio |%n", Runtime.version().feature());
        System.out.println("|---|---|---|");
        nanos.forEach(
                (mode, spread) ->
                        System.out.printf(
                                Locale.ROOT,
                                "| %s | %s | %.1f |%n",
                                mode.text,
                                spread,
                                spread.median() / bare));
    }

    private static double measure(List<String> command) throws IOException, InterruptedException {
        ChildProcess.Outcome outcome = ChildProcess.run(command);
        if (outcome.exit() != 0) {
            throw new IOException(command + ": " + outcome.errors());
        }
        return Double.parseDouble(outcome.output().strip());
    }
}
