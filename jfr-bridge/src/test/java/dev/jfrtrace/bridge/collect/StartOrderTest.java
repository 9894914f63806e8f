package dev.jfrtrace.bridge.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Records are in the order in which comparing would put them, whatever their clock does. */
class StartOrderTest {
    private static final int COUNT = 2_000;

    private final Random random = new Random(4711);
    private final StartOrder order = new StartOrder(COUNT);

    @Test
    void ofOneInstant() {
        check(() -> 17);
    }

    @Test
    void ofFewInstants() {
        check(() -> random.nextInt(20));
    }

    @Test
    void ofSeconds() {
        check(() -> 1_000_000_000_000L + random.nextInt(Integer.MAX_VALUE));
    }

    @Test
    void ofAClockThatMayBeAnything() {
        check(random::nextLong);
    }

    @Test
    void ofBothEnds() {
        check(() -> random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE);
    }

    private void check(LongSupplier clock) {
        long[] starts = new long[COUNT];
        long[] ends = new long[COUNT];
        for (int i = 0; i < COUNT; i++) {
            starts[i] = clock.getAsLong();
            ends[i] = random.nextInt(10);
        }
        Comparator<Integer> longerFirst = Comparator.comparingLong(i -> -ends[i]);
        int[] expected =
                IntStream.range(0, COUNT)
                        .boxed()
                        .sorted(
                                Comparator.<Integer>comparingLong(i -> starts[i])
                                        .thenComparing(longerFirst))
                        .mapToInt(Integer::intValue)
                        .toArray();
        assertThat(Arrays.copyOf(order.of(starts, ends, COUNT), COUNT)).isEqualTo(expected);
    }
}
