package dev.jfrtrace.bridge.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ids have their numbers, and are in a set or not, whether they lie close together or not. */
class IdIndexTest {
    private enum Ids implements LongUnaryOperator {
        COUNTED(i -> 1 + i),
        WITH_HOLES(i -> 7 * i),
        FAR_APART(i -> i << 40),
        BELOW_ZERO(i -> -i),
        AT_BOTH_ENDS(i -> i % 2 == 0 ? Long.MIN_VALUE + i : Long.MAX_VALUE - i);

        private final LongUnaryOperator id;

        Ids(LongUnaryOperator id) {
            this.id = id;
        }

        @Override
        public long applyAsLong(long i) {
            return id.applyAsLong(i);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anIdHasTheNumberThatItWasGiven(Ids ids) {
        IdIndex index = new IdIndex();
        Map<Long, Integer> known = new HashMap<>();
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            long id = ids.applyAsLong(random.nextInt(2_000));
            assertThat(index.get(id)).isEqualTo(known.getOrDefault(id, IdIndex.NONE));
            if (random.nextInt(3) == 0) {
                index.remove(id);
                known.remove(id);
            } else {
                index.put(id, i);
                known.put(id, i);
            }
        }
        known.forEach((id, number) -> assertThat(index.get(id)).isEqualTo(number));
    }

    @ParameterizedTest
    @EnumSource
    void aSetHasEachIdOnce(Ids ids) {
        IdSet set = new IdSet();
        Set<Long> known = new HashSet<>();
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            long id = ids.applyAsLong(random.nextInt(2_000));
            set.add(id);
            known.add(id);
        }
        Set<Long> heard = new HashSet<>();
        set.forEach(id -> assertThat(heard.add(id)).isTrue());
        assertThat(heard).isEqualTo(known);
        assertThat(set.size()).isEqualTo(known.size());
    }
}
