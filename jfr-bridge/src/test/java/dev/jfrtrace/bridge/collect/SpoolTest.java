package dev.jfrtrace.bridge.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is appended can be read at any place, in memory or not. */
class SpoolTest {
    private static final int MEGABYTE = 1 << 20;
    private static final int SIZE = 5 * MEGABYTE + 12_345;

    /** Bytes of memory: none, some, all. */
    @ParameterizedTest
    @ValueSource(ints = {0, MEGABYTE, 2 * MEGABYTE + 1, 5 * MEGABYTE, 100 * MEGABYTE})
    void givesBackWhatItGot(int memory) throws IOException {
        Random random = new Random(4711);
        byte[] bytes = new byte[SIZE];
        random.nextBytes(bytes);
        try (Spool spool = new Spool(memory)) {
            fill(spool, bytes, random);
            assertThat(spool.length()).isEqualTo(SIZE);
            int whole = SIZE / MEGABYTE * MEGABYTE;
            int inMemory = Math.min(memory / MEGABYTE * MEGABYTE, whole);
            assertThat(spool.bytesOnDisk()).isEqualTo(whole - inMemory);
            for (int i = 0; i < 200; i++) {
                int from = random.nextInt(SIZE);
                assertReads(spool, bytes, from, random.nextInt(3 * MEGABYTE));
            }
            // Around each border.
            for (int border = 0; border <= SIZE; border += MEGABYTE) {
                for (int from = Math.max(0, border - 2); from < border + 2; from++) {
                    assertReads(spool, bytes, from, 5);
                }
            }
            assertReads(spool, bytes, 0, SIZE);
        }
    }

    private static void fill(Spool spool, byte[] bytes, Random random) throws IOException {
        int at = 0;
        while (at < SIZE) {
            int count = Math.min(SIZE - at, random.nextInt(20) == 0 ? 2_500_000 : 5_000);
            count = random.nextInt(count + 1);
            assertThat(spool.append(bytes, at, count)).isEqualTo(at);
            at += count;
        }
    }

    private static void assertReads(Spool spool, byte[] bytes, int from, int count)
            throws IOException {
        byte[] target = new byte[count];
        int expected = Math.min(count, SIZE - from);
        assertThat(spool.read(from, target, 0, count)).isEqualTo(expected);
        boolean same = Arrays.equals(target, 0, expected, bytes, from, from + expected);
        assertThat(same).as("%d bytes from %d", count, from).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, MEGABYTE})
    void readsNothingBehindItsEnd(int memory) throws IOException {
        try (Spool spool = new Spool(memory)) {
            assertThat(spool.read(0, new byte[10], 0, 10)).isZero();
            spool.append(new byte[3], 0, 3);
            assertThat(spool.read(2, new byte[10], 0, 10)).isEqualTo(1);
            assertThat(spool.read(3, new byte[10], 0, 10)).isZero();
            assertThat(spool.read(99, new byte[10], 0, 10)).isZero();
        }
    }
}
