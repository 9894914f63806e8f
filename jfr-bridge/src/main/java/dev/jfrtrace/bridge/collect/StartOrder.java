package dev.jfrtrace.bridge.collect;

import java.util.Arrays;

/**
 * Sorts records by when they start, without moving them: digit by digit, the lowest first, of which
 * there are three, since those of a run start within seconds. What compares would take several
 * times as long, to be compiled first of all.
 */
final class StartOrder {
    private static final int DIGIT = 11;
    private static final int DIGITS = 1 << DIGIT;

    private final int[] places = new int[DIGITS];
    private int[] order;
    private int[] next;

    /**
     * An order.
     *
     * @param most so many records at a time
     */
    StartOrder(int most) {
        order = new int[most];
        next = new int[most];
    }

    /**
     * Indexes of records by start; of equal starts the longer first, so that what encloses comes
     * before its parts.
     *
     * @return an array that is valid until the next call, and may be longer
     */
    int[] of(long[] starts, long[] ends, int count) {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            order[i] = i;
            first = Math.min(first, starts[i]);
            last = Math.max(last, starts[i]);
        }
        // Unsigned: clocks of damaged chunks may jump by any number.
        int bits = Long.SIZE - Long.numberOfLeadingZeros(last - first);
        for (int shift = 0; shift < bits; shift += DIGIT) {
            sort(starts, first, count, shift);
        }
        putLongerFirst(starts, ends, count);
        return order;
    }

    /** By one digit; of those with the same, the order stays. */
    private void sort(long[] starts, long first, int count, int shift) {
        Arrays.fill(places, 0);
        for (int i = 0; i < count; i++) {
            places[digit(starts[i] - first, shift)]++;
        }
        int place = 0;
        for (int digit = 0; digit < DIGITS; digit++) {
            int of = places[digit];
            places[digit] = place;
            place += of;
        }
        for (int i = 0; i < count; i++) {
            int index = order[i];
            next[places[digit(starts[index] - first, shift)]++] = index;
        }
        int[] sorted = next;
        next = order;
        order = sorted;
    }

    private static int digit(long value, int shift) {
        return (int) (value >>> shift) & DIGITS - 1;
    }

    private void putLongerFirst(long[] starts, long[] ends, int count) {
        for (int i = 1; i < count; i++) {
            int index = order[i];
            int at = i;
            while (at > 0
                    && starts[order[at - 1]] == starts[index]
                    && ends[order[at - 1]] < ends[index]) {
                order[at] = order[at - 1];
                at--;
            }
            order[at] = index;
        }
    }
}
