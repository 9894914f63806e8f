package dev.jfrtrace.bridge.collect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Collects a chunk's records and writes them to the spool in sorted runs. */
final class RunWriter {
    private static final int MAX_RECORDS = 1 << 17;
    private static final int MAX_BYTES = 8 << 20;

    /** Nearly all records are shorter. */
    private static final int USUAL_BYTES = 24;

    private final Spool spool;
    private final int[] slotCounts;
    private final Bytes records = new Bytes(MAX_RECORDS * USUAL_BYTES);
    private final long[] starts = new long[MAX_RECORDS];
    private final long[] ends = new long[MAX_RECORDS];
    private final int[] offsets = new int[MAX_RECORDS + 1];
    private final StartOrder order = new StartOrder(MAX_RECORDS);
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
        int[] sorted = order.of(starts, ends, count);
        // In one piece: others may append to the spool meanwhile.
        byte[] run = new byte[records.length];
        int length = 0;
        for (int i = 0; i < count; i++) {
            int index = sorted[i];
            int size = offsets[index + 1] - offsets[index];
            System.arraycopy(records.array, offsets[index], run, length, size);
            length += size;
        }
        runs.add(new Run(spool.append(run, 0, length), length, starts[sorted[0]]));
        records.clear();
        count = 0;
    }
}
