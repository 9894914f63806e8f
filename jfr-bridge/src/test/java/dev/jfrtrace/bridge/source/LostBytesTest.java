package dev.jfrtrace.bridge.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LostBytesTest {
    private final LostBytes lost = new LostBytes();

    @Test
    void nothingIsLostAtFirst() {
        assertThat(lost.sum()).isZero();
    }

    @Test
    void whatOneThreadLosesIsWhatItSays() {
        lost.add(8, 8);
        lost.add(8, 16);
        assertThat(lost.sum()).isEqualTo(16);
    }

    /** They are lost like any others. */
    @Test
    void eventsInBetweenMayBeMissing() {
        lost.add(8, 8);
        lost.add(8, 1_900);
        assertThat(lost.sum()).isEqualTo(1_900);
    }

    @Test
    void threadsThatLoseTheSameAreAdded() {
        lost.add(8, 8);
        lost.add(8, 8);
        lost.add(8, 16);
        lost.add(8, 16);
        assertThat(lost.sum()).isEqualTo(32);
    }

    /** Whose these are nobody can tell. */
    @Test
    void whatMayBeOneThreadsIs() {
        lost.add(8, 100);
        lost.add(8, 200);
        assertThat(lost.sum()).isEqualTo(200);
    }

    @Test
    void whatCannotBeOneThreadsIsNot() {
        lost.add(8, 200);
        lost.add(8, 100);
        assertThat(lost.sum()).isEqualTo(300);
    }

    /** JFR counts on: what a chunk tells of a thread holds what the chunk before told of it. */
    @Test
    void aThreadGoesOnInTheNextChunk() {
        lost.add(8, 100);
        lost.add(chunk(50, 150, 50, 200));
        assertThat(lost.sum()).isEqualTo(200);
    }

    @Test
    void threadsOfOtherChunksAreAdded() {
        lost.add(100, 100);
        lost.add(chunk(200, 200));
        lost.add(chunk(50, 250, 8, 8));
        assertThat(lost.sum()).isEqualTo(100 + 250 + 8);
    }

    /** Whose an event is depends on what others have lost before, in other chunks as well. */
    @Test
    void chunksTellTheSameAsTheirEventsDo() {
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            LostBytes whole = new LostBytes();
            LostBytes joined = new LostBytes();
            long[] threads = new long[4];
            for (int chunk = 0; chunk < 3; chunk++) {
                joined.add(chunk(told(random, threads, whole)));
            }
            assertThat(joined.sum()).as("round " + i).isEqualTo(whole.sum());
        }
    }

    /** Some losses of threads that count on; of every other nothing is told. */
    private static long[] told(Random random, long[] threads, LostBytes whole) {
        LongStream.Builder told = LongStream.builder();
        for (int i = 0; i < 20; i++) {
            int thread = random.nextInt(threads.length);
            long amount = 1 + random.nextInt(100);
            threads[thread] += amount;
            if (random.nextBoolean()) {
                told.add(amount).add(threads[thread]);
                whole.add(amount, threads[thread]);
            }
        }
        return told.build().toArray();
    }

    /** Bounded: then each thread's count goes on as a whole. */
    @Test
    void ofVeryManyLossesTheCountsGoOn() {
        LostBytes chunk = new LostBytes();
        for (int i = 1; i <= 5_000; i++) {
            chunk.add(8, 100 + 8 * i);
        }
        lost.add(90, 90);
        lost.add(chunk);
        assertThat(lost.sum()).isEqualTo(100 + 8 * 5_000);
    }

    /** One that goes on cannot have lost less before. */
    @Test
    void aThreadOfTheNextChunkGoesOnWithNoMoreThanItHad() {
        lost.add(300, 300);
        lost.add(chunk(20, 220, 300, 520));
        assertThat(lost.sum()).isEqualTo(300 + 520);
    }

    /** What a chunk tells, by amounts and totals. */
    private static LostBytes chunk(long... told) {
        LostBytes chunk = new LostBytes();
        for (int i = 0; i < told.length; i += 2) {
            chunk.add(told[i], told[i + 1]);
        }
        return chunk;
    }

    @Test
    void ofVeryManyThreadsTheFirstCount() {
        for (int i = 0; i < 5_000; i++) {
            lost.add(8, 8);
        }
        assertThat(lost.sum()).isEqualTo(8 * 4_096);
    }
}
