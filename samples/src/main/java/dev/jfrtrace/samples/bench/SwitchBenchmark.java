package dev.jfrtrace.samples.bench;

import dev.jfrtrace.samples.bench.AgentComparison.Mode;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;

/**
 * What the agent adds where one virtual thread makes place for another: with no agent, with one
 * that nobody records, with each of its levels. JDK 25.
 */
public final class SwitchBenchmark {
    private SwitchBenchmark() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        new AgentComparison(
                        SwitchBenchmark.class,
                        SwitchLoop.class,
                        "switch",
                        List.of("wake", "vthreads"),
                        EnumSet.allOf(Mode.class))
                .main(args);
    }
}
