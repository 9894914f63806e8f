package dev.jfrtrace.bridge.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.bridge.source.ChunkHeader;
import dev.jfrtrace.bridge.source.JfrThread;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long threads waited, as far as their events tell. */
class WaitedTimeTest {
    private static final long BEGIN = 5_000;
    private static final long SECOND = 1_000;

    private WaitedTime waited;

    @BeforeEach
    void meetAThread() {
        ThreadRows threads = new ThreadRows();
        threads.add(new JfrThread(0, 7, 700, "waiter", "waiter", false));
        threads.add(new JfrThread(1, 8, -1, "virtual", null, true));
        ChunkHeader header = new ChunkHeader(2, 1, 1_000, 0, 0, BEGIN, SECOND);
        waited = new WaitedTime(threads, header);
    }

    private void wait(JfrMapping row, int thread, long from, long to) {
        JfrRecord record = new JfrRecord();
        record.thread = thread;
        record.start = BEGIN + from;
        record.end = BEGIN + to;
        waited.note(row, record);
    }

    private long least(long from, long to) {
        return waited.least(0, BEGIN + from, BEGIN + to);
    }

    @Test
    void waitsAddUp() {
        wait(JfrMapping.THREAD_PARK, 0, 100, 350);
        wait(JfrMapping.THREAD_SLEEP, 0, 400, 900);
        wait(JfrMapping.FILE_READ, 0, 900, 950);
        wait(JfrMapping.THREAD_PARK, 1, 950, 1_000);
        assertThat(least(0, 1_000)).isEqualTo(750);
        assertThat(least(300, 700)).isEqualTo(350);
        assertThat(least(2_000, 3_000)).isZero();
    }

    @Test
    void whatLiesWithinAnotherCountsOnce() {
        wait(JfrMapping.THREAD_PARK, 0, 200, 400);
        wait(JfrMapping.THREAD_SLEEP, 0, 100, 500);
        wait(JfrMapping.THREAD_PARK, 0, 450, 600);
        assertThat(least(0, 1_000)).isBetween(300L, 500L);
    }

    /** Where in a stretch it was is not known: it may have been in the part that does not count. */
    @Test
    void halfAStretchIsTakenForItsLeast() {
        wait(JfrMapping.THREAD_PARK, 0, 100, 140);
        assertThat(least(100, 200)).isEqualTo(40);
        assertThat(least(150, 200)).isZero();
        wait(JfrMapping.THREAD_PARK, 0, 140, 190);
        assertThat(least(150, 200)).isEqualTo(40);
    }

    @Test
    void ofALongChunkStretchesAreLong() {
        for (int second = 0; second < 1_000; second++) {
            wait(JfrMapping.THREAD_PARK, 0, second * SECOND, second * SECOND + 600);
        }
        assertThat(least(0, 1_000 * SECOND)).isBetween(597_000L, 600_000L);
        assertThat(least(100 * SECOND, 120 * SECOND)).isBetween(8_000L, 12_000L);
    }

    @Test
    void aWaitThatBeganBeforeCountsFromTheBeginning() {
        wait(JfrMapping.MONITOR_ENTER, 0, -2_000, 300);
        assertThat(least(-2_000, 1_000)).isEqualTo(300);
    }

    /** As damaged events have. */
    @Test
    void timesThatCannotBeDoNoHarm() {
        wait(JfrMapping.THREAD_PARK, 0, 100, Long.MAX_VALUE - BEGIN);
        wait(JfrMapping.THREAD_PARK, 0, 0, (1L << 60) - BEGIN - 1);
        assertThat(least(0, 1_000)).isBetween(0L, 1_000L);
    }

    @Test
    void ofManyThreadsTheFirstCount() {
        wait(JfrMapping.THREAD_PARK, 10_000, 0, 500);
        assertThat(waited.least(10_000, BEGIN, BEGIN + 1_000)).isZero();
    }
}
