package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.bridge.mapping.JfrMapping;

/**
 * Tells how much CPU time samples stand for: those of JDK 25 say it, in ticks; of async-profiler's
 * by CPU time its settings do. Where it samples by the clock as well, the state tells which are
 * which; where it does not, they have any state, before its version 2.10 that of all that can run.
 */
final class SampledCpu {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Symbols symbols;
    private final Settings settings;
    private final long ticksPerSecond;

    SampledCpu(Symbols symbols, Settings settings, long ticksPerSecond) {
        this.symbols = symbols;
        this.settings = settings;
        this.ticksPerSecond = ticksPerSecond;
    }

    /**
     * Puts it into the record of a sample, in nanoseconds; 0 where it is not known, {@link
     * JfrMapping#UNTOLD} where the chunk has not said anything so far.
     */
    void fill(JfrMapping row, JfrRecord record) {
        if (row == JfrMapping.CPU_TIME_SAMPLE) {
            double ticks = record.slots[JfrMapping.SAMPLED_CPU];
            record.slots[JfrMapping.SAMPLED_CPU] =
                    (long) (ticks * NANOS_PER_SECOND / ticksPerSecond);
        } else if (row == JfrMapping.EXECUTION_SAMPLE) {
            String state = symbols.text(record.slots[JfrMapping.SAMPLED_STATE]);
            record.slots[JfrMapping.SAMPLED_CPU] =
                    settings.areKnown() ? settings.sampledCpu(state) : JfrMapping.UNTOLD;
        }
    }
}
