package dev.jfrtrace.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.collect.JfrRecord;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordSortTest {
    private static final Comparator<JfrRecord> ORDER =
            Comparator.<JfrRecord>comparingLong(record -> record.start)
                    .thenComparing(record -> record.end, Comparator.reverseOrder());

    private static JfrRecord record(long start, long end) {
        JfrRecord record = new JfrRecord();
        record.start = start;
        record.end = end;
        return record;
    }

    /** Of few times, so that many records are equal. */
    private static JfrRecord[] records(Random random, int count) {
        JfrRecord[] records = new JfrRecord[count];
        for (int i = 0; i < count; i++) {
            int start = random.nextInt(1 + count / 2);
            records[i] = record(start, start + random.nextInt(3));
        }
        return records;
    }

    private static void assertSortedAsTheJdkDoes(JfrRecord[] records) {
        JfrRecord[] expected = records.clone();
        Arrays.sort(expected, ORDER);
        // No record has an equals: these are the very same ones, and equals keep their order.
        assertThat(RecordSort.sort(records)).containsExactly(expected);
    }

    @Test
    void sortsAsTheJdkDoes() {
        Random random = new Random(1);
        for (int count = 0; count < 200; count++) {
            assertSortedAsTheJdkDoes(records(random, count));
        }
    }

    @Test
    void sortsWhatIsInOrderAlreadyAndWhatIsInNone() {
        JfrRecord[] rising = new JfrRecord[100];
        JfrRecord[] falling = new JfrRecord[100];
        for (int i = 0; i < 100; i++) {
            rising[i] = record(i, i);
            falling[i] = record(-i, -i);
        }
        assertSortedAsTheJdkDoes(rising);
        assertSortedAsTheJdkDoes(falling);
    }

    @Test
    void ofEqualStartsTheLongerIsInOrderBeforeTheShorter() {
        assertThat(RecordSort.isInOrder(record(1, 9), record(1, 3))).isTrue();
        assertThat(RecordSort.isInOrder(record(1, 3), record(1, 9))).isFalse();
        assertThat(RecordSort.isInOrder(record(1, 3), record(1, 3))).isTrue();
        assertThat(RecordSort.isInOrder(record(1, 3), record(2, 9))).isTrue();
    }
}
