package dev.jfrtrace.encoder.order;

import dev.jfrtrace.encoder.format.EventType;
import java.util.ArrayList;
import java.util.List;

/**
 * The ranges of time that are open on a goroutine: stop-the-worlds and mark assists. An end names
 * no kind, so it is the order of the list that decides which range it ends; the list is therefore
 * kept as Go's reader keeps its own, where the last range fills the gap of the ended one.
 */
final class OpenRanges {
    /**
     * @param kind the string id of a stop-the-world's kind; 0 for other ranges
     */
    private record Range(EventType begin, long kind) {}

    private final List<Range> open = new ArrayList<>(2);
    private long endedKind;

    boolean isEmpty() {
        return open.isEmpty();
    }

    boolean contains(EventType begin, long kind) {
        for (int i = 0; i < open.size(); i++) {
            if (open.get(i).begin == begin && open.get(i).kind == kind) {
                return true;
            }
        }
        return false;
    }

    int count(EventType begin) {
        int count = 0;
        for (int i = 0; i < open.size(); i++) {
            count += open.get(i).begin == begin ? 1 : 0;
        }
        return count;
    }

    void add(EventType begin, long kind) {
        open.add(new Range(begin, kind));
    }

    /** Ends the first range that began with {@code begin}; whether there was one. */
    boolean end(EventType begin) {
        for (int i = 0; i < open.size(); i++) {
            if (open.get(i).begin == begin) {
                endedKind = open.get(i).kind;
                Range last = open.remove(open.size() - 1);
                if (i < open.size()) {
                    open.set(i, last);
                }
                return true;
            }
        }
        return false;
    }

    /** The kind of the range that was ended last. */
    long endedKind() {
        return endedKind;
    }
}
