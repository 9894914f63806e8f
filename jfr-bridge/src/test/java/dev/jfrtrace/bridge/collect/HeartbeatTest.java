package dev.jfrtrace.bridge.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeartbeatTest {
    private static final long TICKS = 1_000;

    private static Heartbeat.Pause standstill(LongStream seconds) {
        Heartbeat heartbeat = new Heartbeat(TICKS);
        seconds.forEach(second -> heartbeat.beat(second * TICKS));
        return heartbeat.standstill();
    }

    @Test
    void theLongestPauseIsTold() {
        LongStream beats = LongStream.of(1, 2, 3, 18, 19, 20, 40, 41, 42);
        assertThat(standstill(beats)).isNull();
        LongStream longer = LongStream.of(1, 2, 3, 4, 104, 105, 106, 107);
        assertThat(standstill(longer)).isEqualTo(new Heartbeat.Pause(4 * TICKS, 104 * TICKS));
    }

    /** Who is that much slower has no CPU, or nobody asks it more often. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 20})
    void aRegularBeatHasNone(long period) {
        assertThat(standstill(LongStream.range(0, 100).map(i -> i * period))).isNull();
    }

    @Test
    void fewBeatsTellNothing() {
        assertThat(standstill(LongStream.of())).isNull();
        assertThat(standstill(LongStream.of(1))).isNull();
        assertThat(standstill(LongStream.of(1, 2, 3, 1_000))).isNull();
    }

    @Test
    void lessThanTenSecondsAreNoNews() {
        assertThat(standstill(LongStream.of(1, 1, 1, 2, 2, 11, 10, 12, 13))).isNull();
    }

    @Test
    void beatsComeInAnyOrder() {
        assertThat(standstill(LongStream.of(1, 2, 3, 50, 51, 4, 5, 2, 3)))
                .isEqualTo(new Heartbeat.Pause(5 * TICKS, 50 * TICKS));
        LongStream late =
                LongStream.concat(LongStream.of(0, 1, 2, 90, 91), LongStream.range(3, 90));
        assertThat(standstill(late)).isNull();
    }
}
