package dev.jfrtrace.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.collect.JfrRecord;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HoldbackTest {
    private static final long FAR = Long.MAX_VALUE;

    private final Holdback held = new Holdback();

    /** Adds a record whose thread is its name in the test. */
    private void add(long start, long end, long name) {
        JfrRecord record = held.fresh();
        record.row = JfrMapping.THREAD_PARK.ordinal();
        record.start = start;
        record.end = end;
        record.thread = name;
        held.add(record);
    }

    private List<Long> before(long front) {
        List<Long> names = new ArrayList<>();
        for (JfrRecord record; (record = held.before(front)) != null; ) {
            names.add(record.thread);
            held.recycle(record);
        }
        return names;
    }

    @Test
    void givesRecordsInTheOrderOfTheirStarts() {
        add(30, 31, 3);
        add(10, 90, 1);
        add(20, 21, 2);
        assertThat(before(FAR)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void keepsWhatStartsAtTheFrontOrLater() {
        add(10, 10, 1);
        add(20, 20, 2);
        add(30, 30, 3);
        assertThat(before(20)).containsExactly(1L);
        assertThat(held.size()).isEqualTo(2);
        assertThat(before(21)).containsExactly(2L);
    }

    @Test
    void ofEqualStartsTheLongerIsFirst() {
        add(10, 12, 1);
        add(10, 30, 2);
        add(10, 20, 3);
        assertThat(before(FAR)).containsExactly(2L, 3L, 1L);
    }

    @Test
    void ofEqualsTheOneThatCameFirstIsFirst() {
        add(10, 20, 1);
        add(10, 20, 2);
        assertThat(before(0)).isEmpty();
        add(10, 20, 3);
        assertThat(before(FAR)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void whatComesLaterIsSortedIntoWhatIsHeld() {
        add(10, 10, 1);
        add(40, 40, 4);
        assertThat(before(20)).containsExactly(1L);
        add(30, 30, 3);
        add(50, 50, 5);
        add(20, 20, 2);
        assertThat(before(FAR)).containsExactly(2L, 3L, 4L, 5L);
    }

    @Test
    void whatComesTooLateIsGivenAtOnce() {
        add(50, 50, 5);
        assertThat(before(60)).containsExactly(5L);
        add(10, 10, 1);
        assertThat(before(60)).containsExactly(1L);
    }

    @Test
    void givesNothingWhenItIsEmpty() {
        assertThat(held.before(FAR)).isNull();
        assertThat(held.size()).isZero();
    }

    @Test
    void textsAreCountedWhileTheyAreHeld() {
        add(10, 10, 1);
        JfrRecord record = held.fresh();
        record.text = "five!";
        record.start = 20;
        held.add(record);
        assertThat(held.textLength()).isEqualTo(5);
        assertThat(before(FAR)).hasSize(2);
        assertThat(held.textLength()).isZero();
    }

    @Test
    void aRecordThatIsUsedAgainHasNoTextOfBefore() {
        JfrRecord record = held.fresh();
        record.text = "old";
        held.recycle(record);
        assertThat(held.fresh()).isSameAs(record).extracting(r -> r.text).isNull();
        assertThat(held.fresh()).isNotSameAs(record);
    }

    @Test
    void namesTheThreadsOfARowUpToAFront() {
        add(10, 10, 7);
        add(20, 20, 7);
        add(30, 30, 8);
        add(40, 40, JfrRecord.NONE);
        assertThat(held.threadsOf(JfrMapping.THREAD_PARK, 30)).containsExactly(7L);
        assertThat(held.threadsOf(JfrMapping.THREAD_PARK, FAR)).containsExactly(7L, 8L);
        assertThat(held.threadsOf(JfrMapping.THREAD_SLEEP, FAR)).isEmpty();
        assertThat(held.size()).isEqualTo(4);
    }

    @Test
    void manyRoundsGiveEverythingOnceAndInOrder() {
        Random random = new Random(1);
        List<Long> given = new ArrayList<>();
        long count = 0;
        for (int round = 1; round <= 100; round++) {
            for (int i = random.nextInt(50); i > 0; i--) {
                // Never behind what was asked for before.
                add((round - 1) * 100 + random.nextInt(300), FAR, count++);
            }
            long front = round * 100;
            for (JfrRecord record; (record = held.before(front)) != null; ) {
                given.add(record.start);
                held.recycle(record);
            }
        }
        while (held.size() > 0) {
            given.add(held.before(FAR).start);
        }
        assertThat(given).isSorted().hasSize((int) count);
    }
}
