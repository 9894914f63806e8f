package dev.jfrtrace.encoder.generation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClockSnapshotTest {
    @Test
    void splitsTheWallClock() {
        ClockSnapshot clock = new ClockSnapshot(5, 1_780_000_000_000_000_500L);
        assertThat(clock.wallSeconds()).isEqualTo(1_780_000_000);
        assertThat(clock.wallNanosOfSecond()).isEqualTo(500);
    }

    @Test
    void timesBefore1970RoundDown() {
        ClockSnapshot clock = new ClockSnapshot(5, -1);
        assertThat(clock.wallSeconds()).isEqualTo(-1);
        assertThat(clock.wallNanosOfSecond()).isEqualTo(999_999_999);
    }
}
