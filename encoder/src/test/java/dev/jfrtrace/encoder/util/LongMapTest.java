package dev.jfrtrace.encoder.util;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LongMapTest {
    @Test
    void doesWhatAHashMapDoes() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            // Few keys collide and come back; multiples of a power of two share their low bits.
            int keys = 1 + random.nextInt(300);
            long step = 1L << random.nextInt(60);
            LongMap<String> map = new LongMap<>();
            Map<Long, String> expected = new HashMap<>();
            for (int i = 0; i < 5_000; i++) {
                long key = (random.nextInt(keys) - keys / 2) * step;
                if (random.nextInt(3) == 0) {
                    map.remove(key);
                    expected.remove(key);
                } else {
                    map.put(key, "v" + i);
                    expected.put(key, "v" + i);
                }
                assertThat(map.get(key)).isEqualTo(expected.get(key));
                assertThat(map.size()).isEqualTo(expected.size());
            }
            assertSame(map, expected);
        }
    }

    @Test
    void hasAnyKey() {
        LongMap<String> map = new LongMap<>();
        for (long key : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertThat(map.get(key)).isNull();
            map.put(key, "v" + key);
            assertThat(map.get(key)).isEqualTo("v" + key);
        }
        assertThat(map.size()).isEqualTo(4);
    }

    private static void assertSame(LongMap<String> map, Map<Long, String> expected) {
        expected.forEach((key, value) -> assertThat(map.get(key)).isEqualTo(value));
        Map<String, Integer> seen = new HashMap<>();
        map.forEach(value -> seen.merge(value, 1, Integer::sum));
        assertThat(seen).hasSize(expected.size());
        assertThat(expected.values()).allMatch(value -> seen.get(value) == 1);
    }
}
