package dev.jfrtrace.bridge.live;

import dev.jfrtrace.bridge.collect.JfrRecord;
import java.util.Arrays;

/**
 * Sorts records by their starts, of equal starts the longer first; of equals none passes another.
 * What is in order already, as each thread's events nearly are, is found and merged, two and two.
 *
 * <p>The JDK's sort does the same, but is one for all of the JVM: what is compiled for arrays of
 * one class proves wrong for those of another, and is compiled anew. At some hundred records a
 * second C2 did that a dozen times for each of its loops, a fifth to a third of what it did for a
 * trace.
 */
final class RecordSort {
    private RecordSort() {}

    /** Whether two records may stand in this order. */
    static boolean isInOrder(JfrRecord first, JfrRecord second) {
        return first.start < second.start || first.start == second.start && first.end >= second.end;
    }

    /**
     * Sorts records.
     *
     * @param records in what order they are afterwards is not said
     * @return this array or another one, with all of them in order
     */
    static JfrRecord[] sort(JfrRecord[] records) {
        int[] ends = endsOfRuns(records);
        int runs = ends.length;
        JfrRecord[] from = records;
        JfrRecord[] to = new JfrRecord[records.length];
        while (runs > 1) {
            runs = mergePairs(from, ends, runs, to);
            JfrRecord[] merged = to;
            to = from;
            from = merged;
        }
        return from;
    }

    /** Where what is in order ends, each behind the last of its records. */
    private static int[] endsOfRuns(JfrRecord[] records) {
        int[] ends = new int[records.length];
        int runs = 0;
        for (int i = 1; i <= records.length; i++) {
            if (i == records.length || !isInOrder(records[i - 1], records[i])) {
                ends[runs++] = i;
            }
        }
        return Arrays.copyOf(ends, runs);
    }

    private static int mergePairs(JfrRecord[] from, int[] ends, int runs, JfrRecord[] to) {
        int start = 0;
        int merged = 0;
        for (int i = 0; i < runs; i += 2) {
            int end = ends[Math.min(i + 1, runs - 1)];
            merge(from, start, ends[i], end, to);
            ends[merged++] = end;
            start = end;
        }
        return merged;
    }

    private static void merge(JfrRecord[] from, int start, int middle, int end, JfrRecord[] to) {
        int left = start;
        int right = middle;
        for (int at = start; at < end; at++) {
            boolean isLeft = right == end || left < middle && isInOrder(from[left], from[right]);
            to[at] = isLeft ? from[left++] : from[right++];
        }
    }
}
