package dev.jfrtrace.encoder.read.summary;

import java.util.Arrays;

/**
 * Lengths of time and their percentiles: each one up to {@link #EXACT}, from there on counted in
 * buckets that are at most 1/128 wide, so that memory is bounded however many there are.
 */
final class Lengths {
    static final int EXACT = 1 << 14;

    /** Below so many nanoseconds a bucket is a nanosecond; each doubling above has as many. */
    private static final int FINE = 128;

    private static final int FINE_BITS = 7;
    private static final int BUCKETS = (Long.SIZE - FINE_BITS) * FINE;

    private long[] exact = new long[4];
    private boolean isSorted;

    /** {@code null} while all are kept. */
    private long[] buckets;

    private int count;
    private long sum;
    private long max;

    void add(long length) {
        long nanos = Math.max(length, 0);
        sum += nanos;
        max = Math.max(max, nanos);
        if (buckets != null) {
            buckets[bucket(nanos)]++;
        } else {
            keep(nanos);
        }
        count++;
    }

    private void keep(long nanos) {
        if (count == EXACT) {
            buckets = new long[BUCKETS];
            for (long known : exact) {
                buckets[bucket(known)]++;
            }
            buckets[bucket(nanos)]++;
            exact = null;
            return;
        }
        if (count == exact.length) {
            exact = Arrays.copyOf(exact, count * 2);
        }
        exact[count] = nanos;
        isSorted = false;
    }

    int count() {
        return count;
    }

    long sum() {
        return sum;
    }

    long max() {
        return max;
    }

    /** By nearest rank; from buckets the longest length of the bucket; 0 when there is none. */
    long percentile(double percent) {
        if (count == 0) {
            return 0;
        }
        int rank = Math.max(1, (int) Math.ceil(percent / 100 * count));
        return buckets == null ? exactly(rank) : fromBuckets(rank);
    }

    private long exactly(int rank) {
        if (!isSorted) {
            Arrays.sort(exact, 0, count);
            isSorted = true;
        }
        return exact[rank - 1];
    }

    private long fromBuckets(int rank) {
        long seen = 0;
        for (int i = 0; i < BUCKETS; i++) {
            seen += buckets[i];
            if (seen >= rank) {
                return Math.min(longest(i), max);
            }
        }
        throw new AssertionError("rank " + rank + " of " + seen);
    }

    private static int bucket(long nanos) {
        if (nanos < FINE) {
            return (int) nanos;
        }
        int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos) - FINE_BITS;
        return (shift + 1) * FINE + (int) (nanos >>> shift) - FINE;
    }

    private static long longest(int bucket) {
        if (bucket < FINE) {
            return bucket;
        }
        int shift = bucket / FINE - 1;
        return ((long) (bucket % FINE + FINE + 1) << shift) - 1;
    }
}
