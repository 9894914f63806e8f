package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.bridge.mapping.Field;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import java.util.Arrays;

/**
 * What the numbers in a chunk's records stand for in its JVM.
 *
 * @param threads indexes of the JVM's threads, by those of the chunk's; {@link JfrRecord#NONE} for
 *     one of which nobody knows who it is
 * @param symbols texts of the recording, by the numbers of the chunk's
 */
record Numbers(int[] threads, int[] symbols) {
    private static final Field.Kind[][] KINDS = kinds();

    private static Field.Kind[][] kinds() {
        JfrMapping[] rows = JfrMapping.values();
        Field.Kind[][] kinds = new Field.Kind[rows.length][];
        for (JfrMapping row : rows) {
            kinds[row.ordinal()] =
                    row.fields().stream().map(Field::kind).toArray(Field.Kind[]::new);
        }
        return kinds;
    }

    /** The same where the JVM's threads have other indexes. */
    Numbers withThreads(int[] indexes) {
        int[] theirs =
                Arrays.stream(threads).map(i -> i == ThreadKeys.NONE ? i : indexes[i]).toArray();
        return new Numbers(theirs, symbols);
    }

    /** Puts the JVM's numbers in the place of the chunk's. */
    void replaceIn(JfrRecord record) {
        record.thread = thread(record.thread);
        Field.Kind[] kinds = KINDS[record.row];
        for (int slot = 0; slot < kinds.length; slot++) {
            switch (kinds[slot]) {
                case THREAD:
                    record.slots[slot] = thread(record.slots[slot]);
                    break;
                case TEXT:
                case CLASS:
                case METHOD:
                case PLACE:
                case PEER:
                    record.slots[slot] = symbols[(int) record.slots[slot]];
                    break;
                default:
                    break;
            }
        }
    }

    private long thread(long index) {
        return index < 0 ? index : threads[(int) index];
    }
}
