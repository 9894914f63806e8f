package dev.jfrtrace.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A trace of a server that starts threads for ever does not grow. */
@Timeout(120)
class LiveCrowdTest {
    private static final int THREADS = 200_000;

    /** Four fifths of the threads may leave five bytes each behind, and no more. */
    private static final long MOST_GROWTH = 4 * THREADS;

    /** However the ends of some are lost. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void virtualThreadsLeaveNothingBehind(boolean inGaps) throws Exception {
        List<Long> used =
                Child.run(LiveCrowd.class, THREADS, inGaps)
                        .out()
                        .lines()
                        .map(Long::valueOf)
                        .toList();
        assertThat(used).hasSize(2);
        assertThat(used.get(1) - used.get(0)).isLessThan(MOST_GROWTH);
    }
}
