package dev.jfrtrace.bridge.collect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JvmCpuClockTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(18+36-sapmachine) for bsd-aarch64 JRE (18+36-sapmachine), built on | MACH_TICKS",
                "(25.342-b07) for bsd-aarch64 JRE (Zulu 8.64.0.15-CA) (1.8.0_342-b07) | MACH_TICKS",
                "(24.0.2+11-jvmci-b01) for bsd-aarch64 JRE (24.0.2+11-jvmci-b01) | MACH_TICKS",
                "(25+36-LTS) for bsd-aarch64 JRE (25+36-LTS), built on 2025 | NANOSECONDS",
                "(26-ea+8) for bsd-aarch64 JRE (26-ea+8) | NANOSECONDS",
                "(17.0.2+8) for bsd-amd64 JRE (17.0.2+8) | NANOSECONDS",
                "(17.0.2+8) for linux-aarch64 JRE (17.0.2+8) | NANOSECONDS",
                "(18) for bsd-aarch64 JRE | NANOSECONDS"
            })
    void isToldByTheVersion(String version, JvmCpuClock expected) {
        assertThat(JvmCpuClock.of("OpenJDK 64-Bit Server VM " + version)).isEqualTo(expected);
    }

    @Test
    void isNanosecondsWhereNothingIsTold() {
        assertThat(JvmCpuClock.of(null)).isEqualTo(JvmCpuClock.NANOSECONDS);
    }

    @Test
    void ticksAreMadeNanoseconds() {
        JfrRecord load = new JfrRecord();
        load.slots[0] = 990_000;
        load.slots[1] = 19_200;
        load.slots[2] = 2_400;
        JvmCpuClock.MACH_TICKS.correct(load);
        assertThat(load.slots).startsWith(990_000, 800_000, 100_000);
    }
}
