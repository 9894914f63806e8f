package dev.jfrtrace.samples.bench;

import dev.jfrtrace.samples.bench.AgentComparison.Mode;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;

/**
 * What the agent adds to an unpark: nothing there, hooks that nobody records, a recording without
 * hooks, hooks that are recorded.
 */
public final class UnparkBenchmark {
    private UnparkBenchmark() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        new AgentComparison(
                        UnparkBenchmark.class,
                        UnparkLoop.class,
                        "unpark",
                        List.of("wake"),
                        EnumSet.complementOf(EnumSet.of(Mode.VTHREADS)))
                .main(args);
    }
}
