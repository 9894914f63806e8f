package dev.jfrtrace.bridge.live;

import dev.jfrtrace.bridge.collect.JfrRecord;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds records back until those that began before them have come, and gives them out in the order
 * of their starts, of equal starts the longer first.
 */
final class Holdback {
    /** Records that are kept for use when they are not needed. */
    private static final int SPARE = 1 << 14;

    private record Held(JfrRecord record, long number) implements Comparable<Held> {
        @Override
        public int compareTo(Held other) {
            if (record.start != other.record.start) {
                return Long.compare(record.start, other.record.start);
            }
            if (record.end != other.record.end) {
                return Long.compare(other.record.end, record.end);
            }
            return Long.compare(number, other.number);
        }
    }

    private final PriorityQueue<Held> held = new PriorityQueue<>();
    private final ArrayDeque<JfrRecord> spare = new ArrayDeque<>();
    private long added;

    /** A record to fill: then to {@link #add} or to {@link #recycle}. */
    JfrRecord fresh() {
        JfrRecord record = spare.poll();
        return record != null ? record : new JfrRecord();
    }

    void add(JfrRecord record) {
        held.add(new Held(record, added++));
    }

    /** The first record that starts before {@code front}, or {@code null}; recycle it after use. */
    JfrRecord before(long front) {
        Held first = held.peek();
        return first != null && first.record().start < front ? held.poll().record() : null;
    }

    void recycle(JfrRecord record) {
        if (spare.size() < SPARE) {
            record.text = null;
            spare.add(record);
        }
    }

    /** Threads of the records of one row that start before {@code front}. */
    Set<Long> threadsOf(JfrMapping row, long front) {
        Set<Long> threads = new TreeSet<>();
        for (Held one : held) {
            JfrRecord record = one.record();
            boolean isWanted = record.row == row.ordinal() && record.start < front;
            if (isWanted && record.thread != JfrRecord.NONE) {
                threads.add(record.thread);
            }
        }
        return threads;
    }

    int size() {
        return held.size();
    }
}
