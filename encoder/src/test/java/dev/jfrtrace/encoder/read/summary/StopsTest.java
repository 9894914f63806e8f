package dev.jfrtrace.encoder.read.summary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StopsTest {
    private final Stops stops = new Stops();

    private void stop(long begin, long end) {
        stops.begin(begin);
        stops.end(end);
    }

    @Test
    void thoseThatFollowAtOnceAreOne() {
        stop(1_000, 2_000);
        stop(2_001, 5_000);
        stop(6_000, 7_000);
        stop(8_001, 9_000);

        RangeSummary summary = stops.finish();
        assertThat(summary.count()).isEqualTo(2);
        assertThat(summary.max()).isEqualTo(6_000);
        assertThat(summary.sum()).isEqualTo(6_999);
        assertThat(summary.unfinished()).isZero();
    }

    @Test
    void whatIsWithinAStopIsPartOfIt() {
        stops.begin(1_000);
        stop(3_000, 4_000);
        stops.end(9_000);

        assertThat(stops.finish().sum()).isEqualTo(8_000);
    }

    @Test
    void oneThatDoesNotEndIsCountedAsSuch() {
        stop(1_000, 2_000);
        stops.begin(9_000);

        RangeSummary summary = stops.finish();
        assertThat(summary.count()).isEqualTo(1);
        assertThat(summary.unfinished()).isEqualTo(1);
    }
}
