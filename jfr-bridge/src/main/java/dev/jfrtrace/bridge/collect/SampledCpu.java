package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.bridge.mapping.JfrMapping;

/**
 * Tells how much CPU time samples stand for: those of JDK 25 say it, in ticks; async-profiler's by
 * CPU time are of no other state, and its settings say it.
 */
final class SampledCpu {
    private static final double NANOS_PER_SECOND = 1e9;

    /** The state of samples that are of threads on a CPU, and of nothing else. */
    private static final String ON_CPU = "STATE_DEFAULT";

    private final Symbols symbols;
    private final Settings settings;
    private final long ticksPerSecond;

    SampledCpu(Symbols symbols, Settings settings, long ticksPerSecond) {
        this.symbols = symbols;
        this.settings = settings;
        this.ticksPerSecond = ticksPerSecond;
    }

    /** Puts it into the record of a sample, in nanoseconds; 0 where it is not known. */
    void fill(JfrMapping row, JfrRecord record) {
        if (row == JfrMapping.CPU_TIME_SAMPLE) {
            double ticks = record.slots[JfrMapping.SAMPLED_CPU];
            record.slots[JfrMapping.SAMPLED_CPU] =
                    (long) (ticks * NANOS_PER_SECOND / ticksPerSecond);
        } else if (row == JfrMapping.EXECUTION_SAMPLE && settings.sampledCpu() > 0) {
            boolean isOnCpu = ON_CPU.equals(symbols.text(record.slots[JfrMapping.SAMPLED_STATE]));
            record.slots[JfrMapping.SAMPLED_CPU] = isOnCpu ? settings.sampledCpu() : 0;
        }
    }
}
