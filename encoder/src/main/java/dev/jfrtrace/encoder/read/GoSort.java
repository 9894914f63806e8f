package dev.jfrtrace.encoder.read;

import java.util.function.ToLongFunction;

/**
 * Sorts as Go's {@code slices.SortFunc} does, down to where equal elements end up: a
 * pattern-defeating quicksort (arXiv 2106.05123), which is not stable. Many clocks are coarse, so
 * equal times are common, and which thread of them comes first is seen in the order of events.
 *
 * <p>Every constant and every comparison here is part of that promise.
 */
final class GoSort<T> {
    private static final int INSERTION = 12;
    private static final int NINTHER = 50;
    private static final int SHIFTS = 5;
    private static final int MAX_SWAPS = 12;

    private final T[] data;
    private final ToLongFunction<? super T> key;

    /** Swaps that the last choice of a pivot would have made: how disordered its samples are. */
    private int swaps;

    /** What a partition has yet to look at, both inclusive. */
    private int low;

    private int high;

    private GoSort(T[] data, ToLongFunction<? super T> key) {
        this.data = data;
        this.key = key;
    }

    /** Sorts the first {@code size} elements by {@code key}. */
    static <T> void sort(T[] data, int size, ToLongFunction<? super T> key) {
        int badPivots = Integer.SIZE - Integer.numberOfLeadingZeros(size);
        new GoSort<>(data, key).sort(0, size, badPivots);
    }

    private boolean less(int one, int other) {
        return key.applyAsLong(data[one]) < key.applyAsLong(data[other]);
    }

    private void swap(int one, int other) {
        T kept = data[one];
        data[one] = data[other];
        data[other] = kept;
    }

    private void sort(int start, int stop, int badPivots) {
        int from = start;
        int to = stop;
        int left = badPivots;
        boolean wasBalanced = true;
        boolean wasPartitioned = true;
        while (to - from > INSERTION) {
            if (left == 0) {
                heapSort(from, to);
                return;
            }
            if (!wasBalanced) {
                scatter(from, to);
                left--;
            }
            int pivot = pivot(from, to);
            boolean seemsSorted = swaps == 0;
            if (swaps == MAX_SWAPS) {
                reverse(from, to);
                pivot = to - 1 - (pivot - from);
                seemsSorted = true;
            }
            if (wasBalanced && wasPartitioned && seemsSorted && finishSorted(from, to)) {
                return;
            }
            if (from > 0 && !less(from - 1, pivot)) {
                // Nothing is below the element before: those equal to it are done.
                from = partitionEqual(from, to, pivot);
                continue;
            }
            int length = to - from;
            swap(from, pivot);
            int before = partitioned(from, to);
            wasPartitioned = before >= 0;
            int middle = wasPartitioned ? before : partition(from);
            if (middle - from < to - middle) {
                wasBalanced = middle - from >= length / 8;
                sort(from, middle, left);
                from = middle + 1;
            } else {
                wasBalanced = to - middle >= length / 8;
                sort(middle + 1, to, left);
                to = middle;
            }
        }
        insertionSort(from, to);
    }

    private void insertionSort(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            for (int j = i; j > from && less(j, j - 1); j--) {
                swap(j, j - 1);
            }
        }
    }

    // Partitions around the element at from.

    /**
     * Looks whether nothing needs to move. If so the pivot is put where it belongs and that place
     * is the answer; else -1, and the first pair that stands wrong has been swapped.
     */
    private int partitioned(int from, int to) {
        low = from + 1;
        high = to - 1;
        approach(from);
        if (low > high) {
            swap(high, from);
            return high;
        }
        swap(low++, high--);
        return -1;
    }

    /** Goes on from there; the place of the pivot. */
    private int partition(int from) {
        approach(from);
        while (low <= high) {
            swap(low++, high--);
            approach(from);
        }
        swap(high, from);
        return high;
    }

    private void approach(int pivot) {
        while (low <= high && less(low, pivot)) {
            low++;
        }
        while (low <= high && !less(high, pivot)) {
            high--;
        }
    }

    /** Moves what equals the pivot, which nothing is below, to the front; where the rest starts. */
    private int partitionEqual(int from, int to, int pivot) {
        swap(from, pivot);
        int i = from + 1;
        int j = to - 1;
        while (true) {
            while (i <= j && !less(from, i)) {
                i++;
            }
            while (i <= j && less(from, j)) {
                j--;
            }
            if (i > j) {
                return i;
            }
            swap(i++, j--);
        }
    }

    /** Shifts a few elements of what is nearly sorted; whether it is sorted now. */
    private boolean finishSorted(int from, int to) {
        int i = from + 1;
        for (int step = 0; step < SHIFTS; step++) {
            while (i < to && !less(i, i - 1)) {
                i++;
            }
            if (i == to) {
                return true;
            }
            if (to - from < NINTHER) {
                return false;
            }
            swap(i, i - 1);
            if (i - from >= 2) {
                for (int j = i - 1; j >= 1 && less(j, j - 1); j--) {
                    swap(j, j - 1);
                }
            }
            if (to - i >= 2) {
                for (int j = i + 1; j < to && less(j, j - 1); j++) {
                    swap(j, j - 1);
                }
            }
        }
        return false;
    }

    /** Swaps some elements of the middle with others, chosen by a xorshift of the length. */
    private void scatter(int from, int to) {
        int length = to - from;
        long random = length;
        long mask = (1L << Long.SIZE - Long.numberOfLeadingZeros(length)) - 1;
        int middle = from + length / 4 * 2;
        for (int at = middle - 1; at <= middle + 1; at++) {
            random ^= random << 13;
            random ^= random >>> 7;
            random ^= random << 17;
            int other = (int) (random & mask);
            swap(at, from + (other >= length ? other - length : other));
        }
    }

    // The pivot: the median of three samples, or of three medians.

    private int pivot(int from, int to) {
        int quarter = (to - from) / 4;
        int one = from + quarter;
        int two = from + quarter * 2;
        int three = from + quarter * 3;
        swaps = 0;
        if (to - from >= NINTHER) {
            one = median(one - 1, one, one + 1);
            two = median(two - 1, two, two + 1);
            three = median(three - 1, three, three + 1);
        }
        return median(one, two, three);
    }

    private int median(int first, int second, int third) {
        int a = first;
        int b = second;
        if (isBelow(b, a)) {
            a = second;
            b = first;
        }
        if (isBelow(third, b)) {
            b = third;
        }
        return isBelow(b, a) ? a : b;
    }

    private boolean isBelow(int one, int other) {
        boolean isBelow = less(one, other);
        swaps += isBelow ? 1 : 0;
        return isBelow;
    }

    private void reverse(int from, int to) {
        for (int i = from, j = to - 1; i < j; i++, j--) {
            swap(i, j);
        }
    }

    // The way out when pivots were bad too often.

    private void heapSort(int from, int to) {
        int size = to - from;
        for (int i = (size - 1) / 2; i >= 0; i--) {
            sink(from, i, size);
        }
        for (int i = size - 1; i >= 0; i--) {
            swap(from, from + i);
            sink(from, 0, i);
        }
    }

    private void sink(int from, int start, int size) {
        int at = start;
        for (int child = 2 * at + 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && less(from + child, from + child + 1)) {
                child++;
            }
            if (!less(from + at, from + child)) {
                return;
            }
            swap(from + at, from + child);
            at = child;
        }
    }
}
