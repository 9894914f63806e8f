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
 * What the agent adds to something: a loop that prints nanoseconds, run in several ways by turns,
 * each in JVMs of its own.
 *
 * @param benchmark the program that compares
 * @param loop the program that is measured
 * @param unit what it does
 * @param hooks the agent's levels that have a part in it, by their names
 * @param modes how it runs
 */
record AgentComparison(
        Class<?> benchmark, Class<?> loop, String unit, List<String> hooks, Set<Mode> modes) {
    /** How the loop runs. */
    enum Mode {
        NO_AGENT("no agent"),
        IDLE("agent, nobody records"),
        RECORDING("recording, no agent"),
        WAKE("agent, `wake` recorded"),
        VTHREADS("agent, `vthreads` recorded");

        private final String text;

        Mode(String text) {
            this.text = text;
        }

        private boolean isRecorded() {
            return this == RECORDING || this == WAKE || this == VTHREADS;
        }
    }

    void main(String[] args) throws IOException, InterruptedException {
        try {
            Arguments arguments = Arguments.parse(args, 0, 0, Set.of("rounds", "jar"));
            int rounds = Arguments.number(arguments.option("rounds", "5"));
            run(rounds, Path.of(arguments.option("jar", "jfr-bridge/target/jfrtrace.jar")));
        } catch (UsageException e) {
            String usage = benchmark.getSimpleName() + " [--rounds N] [--jar jfrtrace.jar]";
            System.err.println(e.getMessage() + "; usage: " + usage);
            System.exit(2);
        }
    }

    private void run(int rounds, Path jar) throws IOException, InterruptedException {
        Map<Mode, Spread> nanos = new EnumMap<>(Mode.class);
        Path trace = Files.createTempFile("jfrtrace-bench-", ".trace");
        try {
            for (int round = 0; round < rounds; round++) {
                for (Mode mode : modes) {
                    double value = measure(command(mode, jar.toAbsolutePath(), trace));
                    nanos.computeIfAbsent(mode, m -> new Spread()).add(value);
                }
            }
        } finally {
            Files.delete(trace);
        }
        double bare = nanos.get(Mode.NO_AGENT).median();
        System.out.printf("| JDK %d | ns per %s | ratio |%n", Runtime.version().feature(), unit);
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

    private List<String> command(Mode mode, Path jar, Path trace) {
        List<String> command = new ArrayList<>();
        String java = ChildProcess.java();
        if (mode.isRecorded()) {
            command.addAll(List.of(java, "-jar", jar.toString(), "record", "-q"));
            command.addAll(List.of("--preset", "full", "-o", trace.toString()));
            if (mode != Mode.RECORDING) {
                command.add("--" + mode.name().toLowerCase(Locale.ROOT));
            }
            command.add("--");
        }
        command.add(java);
        if (mode == Mode.IDLE) {
            command.add("-javaagent:" + jar + "=hooks," + String.join(",", hooks));
        }
        // So that what virtual threads do is a switch, and never a wake of another carrier.
        for (String bound : new String[] {"parallelism", "maxPoolSize"}) {
            command.add("-Djdk.virtualThreadScheduler." + bound + "=1");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(loop.getName());
        return command;
    }

    private static double measure(List<String> command) throws IOException, InterruptedException {
        ChildProcess.Outcome outcome = ChildProcess.run(command);
        if (outcome.exit() != 0) {
            throw new IOException(command + ": " + outcome.errors());
        }
        return Double.parseDouble(outcome.output().strip());
    }
}
