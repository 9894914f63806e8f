package dev.jfrtrace.encoder.read.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StopsTest {
    private final Stops stops = new Stops();

    private void stop(long begin, long end) {
        stop("op", begin, end);
    }

    private void stop(String name, long begin, long end) {
        stops.begin(name, begin);
        stops.end(name, end);
    }

    private String kinds() {
        return stops.kinds().stream()
                .map(k -> k.name() + " " + k.count() + " " + k.sum() + " " + k.unfinished())
                .collect(Collectors.joining(", "));
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
        assertThat(summary.maxTime()).isEqualTo(1_000);
        assertThat(summary.sum()).isEqualTo(6_999);
        assertThat(summary.unfinished()).isZero();
    }

    @Test
    void whatIsWithinAStopIsPartOfIt() {
        stops.begin("outer", 1_000);
        stop(3_000, 4_000);
        stops.end("outer", 9_000);

        assertThat(stops.finish().sum()).isEqualTo(8_000);
    }

    @Test
    void oneThatDoesNotEndIsCountedAsSuch() {
        stop(1_000, 2_000);
        stops.begin("op", 9_000);

        RangeSummary summary = stops.finish();
        assertThat(summary.count()).isEqualTo(1);
        assertThat(summary.unfinished()).isEqualTo(1);
    }

    /** As a JVM's: the operation before the pause and behind it is one. */
    @Test
    void whatAPauseInterruptsIsOne() {
        stop("sync", 1_000, 2_000);
        stop("op", 2_001, 3_000);
        stop("GC Pause", 3_001, 5_000);
        stop("op", 5_001, 6_000);
        stop("op", 90_000, 91_000);

        assertThat(stops.finish().count()).isEqualTo(2);
        assertThat(kinds()).isEqualTo("GC Pause 1 1999 0, op 2 2998 0, sync 1 1000 0");
    }

    /** One operation may have several; JFR counts each. */
    @Test
    void pausesOfTheCollectorAreCountedOneByOne() {
        stop("op", 1_000, 2_000);
        stop("GC Pause", 2_001, 3_000);
        stop("op", 3_001, 4_000);
        stop("GC Pause", 4_001, 5_000);

        stops.finish();
        assertThat(kinds()).isEqualTo("GC Pause 2 1998 0, op 1 1999 0");
    }

    @Test
    void anOperationThatIsCutByTheEndIsUnfinished() {
        stop("op", 1_000, 2_000);
        stop("GC Pause", 2_001, 3_000);
        stops.begin("op", 3_001);
        stops.end("other", 3_500);

        assertThat(stops.finish().unfinished()).isEqualTo(1);
        assertThat(kinds()).isEqualTo("GC Pause 1 999 0, op 0 0 1, other 0 0 1");
    }
}
