package dev.jfrtrace.bridge.source.chunk;

import dev.jfrtrace.bridge.source.Gap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Collects what is lost of a chunk. Gaps that touch are one; beyond a number the last one grows.
 */
final class Gaps {
    private static final int MOST = 100;

    private final List<Gap> closed = new ArrayList<>();
    private final Map<String, Long> events = new TreeMap<>();
    private boolean isOpen;
    private long start;
    private long end;
    private long fromTicks;

    /**
     * Adds a stretch that is lost.
     *
     * @param lastTicks start of the last event before it
     */
    void add(long from, long to, long lastTicks) {
        if (!isOpen) {
            isOpen = true;
            start = from;
            fromTicks = lastTicks;
        }
        end = to;
    }

    /** Adds an event that lay in the stretch just added. */
    void addEvent(String type) {
        events.merge(type, 1L, Long::sum);
    }

    /** Adds a stretch that no event lay in. */
    void addBetween(long from, long bytes) {
        if (closed.size() < MOST) {
            closed.add(new Gap(from, bytes, Gap.NO_EVENT, Gap.NO_EVENT, Map.of()));
        }
    }

    /** An event was read: what came before it is over. */
    void close(long ticks) {
        if (!isOpen) {
            return;
        }
        isOpen = false;
        long bytes = end - start;
        if (closed.size() == MOST) {
            Gap last = closed.remove(MOST - 1);
            last.events().forEach((type, n) -> events.merge(type, n, Long::sum));
            start = last.offset();
            fromTicks = last.fromTicks();
            bytes += last.bytes();
        }
        // Events are in no order: what is lost may lie on either side.
        long first = Math.min(fromTicks, ticks);
        long last = ticks == Gap.NO_EVENT ? ticks : Math.max(fromTicks, ticks);
        closed.add(new Gap(start, bytes, first, last, Map.copyOf(events)));
        events.clear();
    }

    /** All of them, in file order. */
    List<Gap> all() {
        close(Gap.NO_EVENT);
        if (closed.isEmpty()) {
            return List.of();
        }
        return closed.stream().sorted(Comparator.comparingLong(Gap::offset)).toList();
    }
}
