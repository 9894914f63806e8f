package dev.jfrtrace.bridge.source.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys have the numbers that they came with, whether they lie close together or not. */
class KeyIndexTest {
    private enum Keys implements LongUnaryOperator {
        CLOSE(i -> 1_000_000_000_000L + i),
        WITH_HOLES(i -> 3 * i),
        FAR_APART(i -> i << 32),
        BELOW_ZERO(i -> -i),
        AT_THE_TOP(i -> Long.MAX_VALUE - i),
        AT_BOTH_ENDS(i -> i % 2 == 0 ? Long.MIN_VALUE + i : Long.MAX_VALUE - i);

        private final LongUnaryOperator key;

        Keys(LongUnaryOperator key) {
            this.key = key;
        }

        @Override
        public long applyAsLong(long i) {
            return key.applyAsLong(i);
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachKeyHasItsNumber(Keys keys) {
        KeyIndex index = new KeyIndex();
        Map<Long, Integer> known = new HashMap<>();
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            long key = keys.applyAsLong(random.nextInt(1_000));
            int expected = known.getOrDefault(key, known.size());
            known.put(key, expected);
            assertThat(index.entryOf(key)).isEqualTo(expected);
            if (i == 1_000) {
                // Others may follow all the same.
                index.settle();
            }
        }
        for (boolean isSettled : new boolean[] {false, true}) {
            for (long i = -10; i < 1_010; i++) {
                long key = keys.applyAsLong(i);
                assertThat(index.find(key))
                        .as("%d, settled %s", key, isSettled)
                        .isEqualTo(known.getOrDefault(key, -1));
            }
            index.settle();
        }
        assertThat(index.size()).isEqualTo(known.size());
    }

    @Test
    void ofNoKeysNoneIsFound() {
        KeyIndex index = new KeyIndex();
        index.settle();
        assertThat(index.find(0)).isEqualTo(-1);
        assertThat(index.find(Long.MIN_VALUE)).isEqualTo(-1);
    }
}
