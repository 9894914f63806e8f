package dev.jfrtrace.encoder.read.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LengthsTest {
    private static final double[] PERCENTS = {0, 1, 50, 90, 99, 99.99, 100};

    @Test
    void ofNoneAllIsZero() {
        Lengths lengths = new Lengths();

        assertThat(lengths.count()).isZero();
        assertThat(lengths.percentile(50)).isZero();
        assertThat(lengths.max()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100, Lengths.EXACT})
    void fewAreExact(int count) {
        long[] sorted = new long[count];
        Lengths lengths = fill(sorted);

        for (double percent : PERCENTS) {
            assertThat(lengths.percentile(percent)).isEqualTo(nearestRank(sorted, percent));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Lengths.EXACT + 1, 100_000})
    void manyAreAtMostOnePart128TooLong(int count) {
        long[] sorted = new long[count];
        Lengths lengths = fill(sorted);

        assertThat(lengths.count()).isEqualTo(count);
        assertThat(lengths.sum()).isEqualTo(Arrays.stream(sorted).sum());
        assertThat(lengths.max()).isEqualTo(sorted[count - 1]);
        for (double percent : PERCENTS) {
            long exact = nearestRank(sorted, percent);
            assertThat(lengths.percentile(percent)).isBetween(exact, exact + exact / 128);
        }
    }

    @Test
    void theLongestThereIsHasABucket() {
        Lengths lengths = new Lengths();
        for (int i = 0; i <= Lengths.EXACT; i++) {
            lengths.add(i % 2 == 0 ? Long.MAX_VALUE : -1);
        }

        assertThat(lengths.percentile(100)).isEqualTo(Long.MAX_VALUE);
        assertThat(lengths.percentile(1)).isZero();
    }

    /** From nanoseconds to minutes, each order of magnitude as often. */
    private static Lengths fill(long[] sorted) {
        Random random = new Random(sorted.length);
        Lengths lengths = new Lengths();
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = (long) Math.pow(10, random.nextDouble() * 11) - 1;
            lengths.add(sorted[i]);
        }
        Arrays.sort(sorted);
        return lengths;
    }

    private static long nearestRank(long[] sorted, double percent) {
        return sorted[Math.max(1, (int) Math.ceil(percent / 100 * sorted.length)) - 1];
    }
}
