package dev.jfrtrace.bridge.collect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects a chunk's records and writes them to the spool in sorted runs. */
final class RunWriter {
    /** Records of a run; with its index in the low bits, a start fits the high bits of a key. */
    private static final int INDEX_BITS = 17;

    private static final int MAX_RECORDS = 1 << INDEX_BITS;
    private static final int MAX_BYTES = 8 << 20;

    /** Nearly all records are shorter. */
    private static final int USUAL_BYTES = 24;

    private final Spool spool;
    private final int[] slotCounts;
    private final Bytes records = new Bytes(MAX_RECORDS * USUAL_BYTES);
    private final long[] starts = new long[MAX_RECORDS];
    private final long[] ends = new long[MAX_RECORDS];
    private final int[] offsets = new int[MAX_RECORDS + 1];
    private final List<Run> runs = new ArrayList<>();
    private int count;

    RunWriter(Spool spool, int[] slotCounts) {
        this.spool = spool;
        this.slotCounts = slotCounts;
    }

    void add(JfrRecord record) throws IOException {
        starts[count] = record.start;
        ends[count] = record.end;
        offsets[count] = records.length;
        record.writeTo(records, slotCounts[record.row]);
        count++;
        if (count == MAX_RECORDS || records.length > MAX_BYTES) {
            flush();
        }
    }

    List<Run> finish() throws IOException {
        flush();
        return List.copyOf(runs);
    }

    private void flush() throws IOException {
        if (count == 0) {
            return;
        }
        offsets[count] = records.length;
        int[] order = order();
        // In one piece: others may append to the spool meanwhile.
        byte[] run = new byte[records.length];
        int length = 0;
        for (int index : order) {
            int size = offsets[index + 1] - offsets[index];
            System.arraycopy(records.array, offsets[index], run, length, size);
            length += size;
        }
        runs.add(new Run(spool.append(run, 0, length), length, starts[order[0]]));
        records.clear();
        count = 0;
    }

    /** By start; of equal starts the longer first, so that what encloses comes before its parts. */
    private int[] order() {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            first = Math.min(first, starts[i]);
            last = Math.max(last, starts[i]);
        }
        if (last - first < 0 || last - first >= 1L << (Long.SIZE - 1 - INDEX_BITS)) {
            return slowOrder();
        }
        long[] keys = new long[count];
        for (int i = 0; i < count; i++) {
            keys[i] = starts[i] - first << INDEX_BITS | i;
        }
        Arrays.sort(keys);
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = (int) keys[i] & MAX_RECORDS - 1;
            for (int j = i; j > 0 && isLongerTwin(order[j], order[j - 1]); j--) {
                int swap = order[j];
                order[j] = order[j - 1];
                order[j - 1] = swap;
            }
        }
        return order;
    }

    private boolean isLongerTwin(int one, int other) {
        return starts[one] == starts[other] && ends[one] > ends[other];
    }

    /** For clocks that jump by hours within a run. */
    private int[] slowOrder() {
        Integer[] boxed = new Integer[count];
        for (int i = 0; i < count; i++) {
            boxed[i] = i;
        }
        Arrays.sort(
                boxed,
                (a, b) -> {
                    int byStart = Long.compare(starts[a], starts[b]);
                    return byStart != 0 ? byStart : Long.compare(ends[b], ends[a]);
                });
        return Arrays.stream(boxed).mapToInt(Integer::intValue).toArray();
    }
}
