package dev.jfrtrace.bridge.source;

import static org.assertj.core.api.Assertions.assertThat;

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
