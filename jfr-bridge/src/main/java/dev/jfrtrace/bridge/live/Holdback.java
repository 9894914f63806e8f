package dev.jfrtrace.bridge.live;

import dev.jfrtrace.bridge.collect.JfrRecord;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds records back until those that began before them have come, and gives them out in the order
 * of their starts, of equal starts the longer first, of equal lengths the one that came first.
 *
 * <p>What comes between two flushes is sorted at once and merged into what is still held: each
 * thread's events are nearly in order, and a heap would take a quarter of all the engine's time.
 */
final class Holdback {
    /** Records that are kept for use when they are not needed. */
    private static final int SPARE = 1 << 14;

    private final ArrayDeque<JfrRecord> spare = new ArrayDeque<>();

    /** In order, from {@link #head} on. */
    private JfrRecord[] sorted = new JfrRecord[0];

    private int head;

    /** Characters of the texts of all that are held. */
    private long textLength;

    private final List<JfrRecord> incoming = new ArrayList<>();

    /** A record to fill: then to {@link #add} or to {@link #recycle}. */
    JfrRecord fresh() {
        JfrRecord record = spare.poll();
        return record != null ? record : new JfrRecord();
    }

    void add(JfrRecord record) {
        textLength += lengthOf(record);
        incoming.add(record);
    }

    /** The first record that starts before {@code front}, or {@code null}; recycle it after use. */
    JfrRecord before(long front) {
        settle();
        if (head == sorted.length || sorted[head].start >= front) {
            return null;
        }
        JfrRecord first = sorted[head];
        sorted[head++] = null;
        textLength -= lengthOf(first);
        return first;
    }

    private static int lengthOf(JfrRecord record) {
        return record.text == null ? 0 : record.text.length();
    }

    private void settle() {
        if (incoming.isEmpty()) {
            return;
        }
        JfrRecord[] fresh = RecordSort.sort(incoming.toArray(JfrRecord[]::new));
        incoming.clear();
        JfrRecord[] merged = new JfrRecord[sorted.length - head + fresh.length];
        int next = 0;
        for (int to = 0; to < merged.length; to++) {
            boolean isOld =
                    next == fresh.length
                            || head < sorted.length
                                    && RecordSort.isInOrder(sorted[head], fresh[next]);
            merged[to] = isOld ? sorted[head++] : fresh[next++];
        }
        sorted = merged;
        head = 0;
    }

    void recycle(JfrRecord record) {
        if (spare.size() < SPARE) {
            record.text = null;
            spare.add(record);
        }
    }

    /** Threads of the records of one row that start before {@code front}. */
    Set<Long> threadsOf(JfrMapping row, long front) {
        settle();
        Set<Long> threads = new TreeSet<>();
        for (int i = head; i < sorted.length && sorted[i].start < front; i++) {
            JfrRecord record = sorted[i];
            if (record.row == row.ordinal() && record.thread != JfrRecord.NONE) {
                threads.add(record.thread);
            }
        }
        return threads;
    }

    long textLength() {
        return textLength;
    }

    int size() {
        return sorted.length - head + incoming.size();
    }
}
