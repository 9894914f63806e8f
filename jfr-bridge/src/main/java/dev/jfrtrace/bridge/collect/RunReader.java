package dev.jfrtrace.bridge.collect;

import java.io.IOException;

/** Reads a run's records one after the other. */
final class RunReader implements Comparable<RunReader> {
    private static final int BUFFER = 64 << 10;

    /** Every record is shorter than this: texts are cut to 3 KiB when they are collected. */
    private static final int LOW = 4 << 10;

    final int chunk;
    final int rank;
    final JfrRecord record = new JfrRecord();

    private final Spool spool;
    private final int[] slotCounts;
    private final Bytes bytes;
    private final long end;
    private long next;

    RunReader(int chunk, int rank, Run run, Spool spool, int[] slotCounts) {
        this.chunk = chunk;
        this.rank = rank;
        this.spool = spool;
        this.slotCounts = slotCounts;
        this.next = run.offset();
        this.end = run.offset() + run.length();
        this.bytes = new Bytes((int) Math.min(BUFFER, run.length()));
    }

    /** Moves to the next record, times as collected; {@code false} at the end. */
    boolean advance() throws IOException {
        if (bytes.length - bytes.at < LOW && next < end) {
            refill();
        }
        if (bytes.at == bytes.length) {
            return false;
        }
        record.readFrom(bytes, slotCounts);
        return true;
    }

    /** By their records: by start, of equal starts the longer first. */
    @Override
    public int compareTo(RunReader other) {
        int byStart = Long.compare(record.start, other.record.start);
        int order = byStart != 0 ? byStart : Long.compare(other.record.end, record.end);
        return order != 0 ? order : Integer.compare(rank, other.rank);
    }

    private void refill() throws IOException {
        int rest = bytes.length - bytes.at;
        System.arraycopy(bytes.array, bytes.at, bytes.array, 0, rest);
        int room = (int) Math.min(bytes.array.length - rest, end - next);
        int read = spool.read(next, bytes.array, rest, room);
        bytes.at = 0;
        bytes.length = rest + read;
        next += read;
    }
}
