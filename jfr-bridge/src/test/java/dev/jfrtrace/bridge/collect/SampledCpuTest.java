package dev.jfrtrace.bridge.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.mapping.JfrMapping;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampledCpuTest {
    private final Symbols symbols = new Symbols();
    private final Settings settings = new Settings();

    private long filled(JfrMapping row, String state, long inTicks) {
        JfrRecord record = new JfrRecord();
        record.slots[JfrMapping.SAMPLED_STATE] = symbols.id(state);
        record.slots[JfrMapping.SAMPLED_CPU] = inTicks;
        new SampledCpu(symbols, settings, 2_000_000_000).fill(row, record);
        return record.slots[JfrMapping.SAMPLED_CPU];
    }

    @Test
    void jfrSaysItInTicks() {
        assertThat(filled(JfrMapping.CPU_TIME_SAMPLE, "", 10_000_000)).isEqualTo(5_000_000);
    }

    @ParameterizedTest
    @CsvSource({
        "cpu, 0, , STATE_DEFAULT, 10000000",
        "cpu, 0, , STATE_RUNNABLE, 10000000",
        "itimer, 1000000, , STATE_DEFAULT, 1000000",
        "ctimer, 1000000, 200000000, STATE_DEFAULT, 1000000",
        "ctimer, 1000000, 200000000, STATE_RUNNABLE, 0",
        "ctimer, 1000000, 200000000, STATE_SLEEPING, 0",
        "wall, 1000000, , STATE_DEFAULT, 0",
        "cache-misses, 1000, , STATE_DEFAULT, 0"
    })
    void asyncProfilerSaysItInItsSettings(
            String event, String interval, String wall, String state, long expected) {
        settings.add("jdk.ExecutionSample", "enabled", "true");
        settings.add("jdk.ActiveRecording", "event", event);
        settings.add("jdk.ExecutionSample", "interval", interval);
        if (wall != null) {
            settings.add("jdk.ActiveRecording", "wall", wall);
        }
        assertThat(filled(JfrMapping.EXECUTION_SAMPLE, state, 0)).isEqualTo(expected);
    }

    @Test
    void whatAChunkDoesNotTellTheRecordingMay() {
        assertThat(filled(JfrMapping.EXECUTION_SAMPLE, "STATE_RUNNABLE", 0))
                .isEqualTo(JfrMapping.UNTOLD);
    }

    @Test
    void jfrsOwnSamplesByTheClockSayNothing() {
        settings.add("jdk.ExecutionSample", "enabled", "true");
        assertThat(filled(JfrMapping.EXECUTION_SAMPLE, "STATE_RUNNABLE", 0)).isZero();
    }
}
