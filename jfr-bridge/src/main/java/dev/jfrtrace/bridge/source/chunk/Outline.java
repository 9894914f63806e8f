package dev.jfrtrace.bridge.source.chunk;

import dev.jfrtrace.bridge.source.ChunkHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * When the events of a stretch of a chunk began, and where they stand: what it takes to hand out
 * those that are too many for memory in the order of their starts, part by part. Each thread's
 * events are in order nearly, and those of many threads stand one thread behind the other.
 */
final class Outline implements Walk.Visitor {
    /** Events of a part, unless more began within one slot. About 10 MB, once they are kept. */
    private static final int MOST = 1 << 16;

    private static final int SLOTS_PER_SECOND = 128;

    /** Events that began within a slot of time. */
    private static final class Slot {
        int count;
        long from = Long.MAX_VALUE;
        long to;

        void add(Slot other) {
            count += other.count;
            from = Math.min(from, other.from);
            to = Math.max(to, other.to);
        }
    }

    /**
     * Events to be handed out together.
     *
     * @param from where the first of them stands
     * @param to where those behind it end
     * @param firstTicks when they began, at the earliest
     * @param endTicks they began before
     */
    record Part(long from, long to, long firstTicks, long endTicks) {}

    private final long slotTicks;
    private final long firstSlot;
    private final Consumer<EventView> ahead;
    private final List<List<Part>> flushed = new ArrayList<>();
    private TreeMap<Long, Slot> slots = new TreeMap<>();

    /** The slot of the event before, which is mostly that of the next one, too. */
    private Slot latest;

    private long latestKey;

    /**
     * An outline without events so far.
     *
     * @param floorTicks what began before is told apart from what came after, and no further
     * @param ahead sees each event, in file order
     */
    Outline(ChunkHeader header, long floorTicks, Consumer<EventView> ahead) {
        this.slotTicks = Math.max(1, header.ticksPerSecond() / SLOTS_PER_SECOND);
        this.firstSlot = floorTicks / slotTicks;
        this.ahead = ahead;
    }

    @Override
    public void event(EventView event, Frame frame) {
        Slot slot = slotOf(Math.max(firstSlot, event.startTicks() / slotTicks));
        slot.count++;
        slot.from = Math.min(slot.from, frame.place());
        slot.to = Math.max(slot.to, frame.end());
        ahead.accept(event);
    }

    private Slot slotOf(long key) {
        if (latest == null || key != latestKey) {
            latestKey = key;
            latest = slots.computeIfAbsent(key, none -> new Slot());
        }
        return latest;
    }

    @Override
    public void constants(Frame event) {
        if (Pools.isFlush(event)) {
            endFlush();
        }
    }

    private void endFlush() {
        flushed.add(parts());
        slots = new TreeMap<>();
        latest = null;
    }

    private List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        Slot together = new Slot();
        long first = Long.MIN_VALUE;
        for (Map.Entry<Long, Slot> entry : slots.entrySet()) {
            if (together.count > 0 && together.count + entry.getValue().count > MOST) {
                long end = entry.getKey() * slotTicks;
                parts.add(new Part(together.from, together.to, first, end));
                together = new Slot();
                first = end;
            }
            together.add(entry.getValue());
        }
        if (together.count > 0) {
            parts.add(new Part(together.from, together.to, first, Long.MAX_VALUE));
        }
        return parts;
    }

    /**
     * What JFR has flushed at a time, for each time; of each, parts in the order of their times.
     */
    List<List<Part>> flushed() {
        if (!slots.isEmpty()) {
            endFlush();
        }
        return flushed;
    }
}
