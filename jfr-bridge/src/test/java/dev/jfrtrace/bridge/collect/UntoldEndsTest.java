package dev.jfrtrace.bridge.collect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Where threads end, for times of chunks in which ends are recorded, and of others. */
class UntoldEndsTest {
    private final UntoldEnds untold = new UntoldEnds();

    @Test
    void nobodyEndsWhereEndsAreRecorded() {
        untold.add(0, true);
        untold.add(10, true);
        assertThat(untold.behind(5)).isEqualTo(JvmThread.UNKNOWN);
        assertThat(untold.behind(10)).isEqualTo(JvmThread.UNKNOWN);
        assertThat(untold.behind(50)).isEqualTo(JvmThread.UNKNOWN);
    }

    @Test
    void whoIsHeardOfWhereTheyAreNotEndsThere() {
        untold.add(10, false);
        untold.add(20, true);
        assertThat(untold.behind(5)).isEqualTo(5);
        assertThat(untold.behind(10)).isEqualTo(10);
        assertThat(untold.behind(19)).isEqualTo(19);
        assertThat(untold.behind(20)).isEqualTo(JvmThread.UNKNOWN);
    }

    @Test
    void whoWasThereBeforeEndsWhereTheyAreRecordedNoMore() {
        untold.add(30, false);
        untold.add(20, true);
        untold.add(10, true);
        assertThat(untold.behind(12)).isEqualTo(30);
        assertThat(untold.behind(25)).isEqualTo(30);
        assertThat(untold.behind(31)).isEqualTo(31);
    }

    /** Two recordings of one JVM in two files. */
    @Test
    void oneChunkOfTwoAtATimeIsEnough() {
        untold.add(10, false);
        untold.add(10, true);
        assertThat(untold.behind(15)).isEqualTo(JvmThread.UNKNOWN);
    }
}
