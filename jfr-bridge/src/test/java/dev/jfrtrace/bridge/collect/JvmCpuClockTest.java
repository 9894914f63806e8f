package dev.jfrtrace.bridge.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JvmCpuClockTest {
    private static final long SECOND = 1_000_000_000;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(18+36-sapmachine) for bsd-aarch64 JRE (18+36-sapmachine), built on | MACH_TICKS",
                "(25.342-b07) for bsd-aarch64 JRE (Zulu 8.64.0.15-CA) (1.8.0_342-b07) | MACH_TICKS",
                "(22.0.1+8-jvmci-b01) for bsd-aarch64 JRE (22.0.1+8-jvmci-b01) | MACH_TICKS",
                "(24.0.1+9-jvmci-b01) for bsd-aarch64 JRE (24.0.1+9-jvmci-b01) | NANOSECONDS",
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

    /** As updates of JDK 17 and 21 have it, on eight processors: hundredths of a hundred or so. */
    @Test
    void isNanosecondsWhereHundredthsAreCounted() {
        List<JfrRecord> loads =
                List.of(
                        load(1.000, 1, 1),
                        load(2.004, 7 / 800.0, 1 / 800.0),
                        load(3.012, 5 / 808.0, 0),
                        load(4.016, 93 / 800.0, 12 / 800.0));
        assertThat(JvmCpuClock.MACH_TICKS.provedBy(loads, 8, SECOND))
                .isEqualTo(JvmCpuClock.NANOSECONDS);
    }

    /** As JDK 20 had it. */
    @Test
    void isTicksWhereAnythingIsCounted() {
        List<JfrRecord> loads =
                List.of(
                        load(1.000, 0.000644, 0.0001),
                        load(2.005, 0.000203, 0.000025),
                        load(3.010, 0.000311, 0.000022),
                        load(4.015, 0.004137, 0.000619));
        assertThat(JvmCpuClock.MACH_TICKS.provedBy(loads, 8, SECOND))
                .isEqualTo(JvmCpuClock.MACH_TICKS);
    }

    /** Of minutes, anything comes near to a whole number of hundredths. */
    @Test
    void longPeriodsProveNothing() {
        List<JfrRecord> loads = List.of(load(0, 0, 0), load(600, 0.1, 0.1), load(1200, 0.2, 0));
        assertThat(JvmCpuClock.MACH_TICKS.provedBy(loads, 8, SECOND))
                .isEqualTo(JvmCpuClock.MACH_TICKS);
    }

    private static JfrRecord load(double time, double user, double system) {
        JfrRecord load = new JfrRecord();
        load.start = (long) (time * SECOND);
        load.slots[1] = (long) (user * 1e6);
        load.slots[2] = (long) (system * 1e6);
        return load;
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
