package dev.jfrtrace.bridge.translate;

/**
 * Steps of which the first is at hand: a pairing heap. Its links are in the steps, which are young
 * and are written to for nothing; to move them about in an array costs G1 a look at each move.
 */
final class PlannedHeap {
    private Planned first;

    boolean isEmpty() {
        return first == null;
    }

    /** The first step; {@code null} when there is none. */
    Planned first() {
        return first;
    }

    void add(Planned added) {
        first = first == null ? added : join(first, added);
    }

    /** Takes the first step out; there must be one. */
    Planned poll() {
        Planned polled = first;
        first = joinAll(polled.behind);
        // An old one that is done with must not keep alive what stood behind it.
        polled.behind = null;
        return polled;
    }

    private static Planned join(Planned one, Planned other) {
        boolean isFirst = one.isBefore(other);
        Planned before = isFirst ? one : other;
        Planned behind = isFirst ? other : one;
        behind.next = before.behind;
        before.behind = behind;
        return before;
    }

    /** Joins two by two, then all of these: so the heap stays shallow. */
    private static Planned joinAll(Planned list) {
        Planned pairs = null;
        for (Planned rest = list; rest != null; ) {
            Planned one = rest;
            Planned other = one.next;
            rest = other == null ? null : other.next;
            Planned pair = other == null ? one : join(one, other);
            pair.next = pairs;
            pairs = pair;
        }
        Planned all = null;
        while (pairs != null) {
            Planned pair = pairs;
            pairs = pair.next;
            pair.next = null;
            all = all == null ? pair : join(all, pair);
        }
        return all;
    }
}
