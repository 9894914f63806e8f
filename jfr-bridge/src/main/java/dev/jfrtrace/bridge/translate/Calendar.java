package dev.jfrtrace.bridge.translate;

import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * Steps by time, then by order. Nearly all are due within the next tenth of a second, and tens of
 * thousands may be: they wait unsorted in slots of about 0.1 ms, and are put in order when their
 * slot comes, a handful at a time. What lies further off, or comes too late for its slot, waits in
 * a heap.
 */
final class Calendar {
    private static final int SLOT_BITS = 17;
    private static final long SLOT_MASK = (1L << SLOT_BITS) - 1;
    private static final int SLOTS = 1 << 12;

    /** Steps that a slot has room for at first. */
    private static final int ROOM = 8;

    /** More than so many steps of a slot are not put in order one by one: hardly any has them. */
    private static final int HANDFUL = 128;

    /**
     * Steps by slot, in no order; {@code null} where there are none. Each time a slot is used it
     * gets an array of its own: to G1, what is young is written to for nothing.
     */
    private final Planned[][] slots = new Planned[SLOTS][];

    private final int[] counts = new int[SLOTS];

    /** Steps of the current slot in their order, from {@link #next} on. */
    private Planned[] due = {};

    private int dueCount;
    private int next;

    /** Those that came when the current slot had been put in order, for it or for one before. */
    private final PriorityQueue<Planned> late = new PriorityQueue<>();

    /** Steps behind the last slot. */
    private final PriorityQueue<Planned> far = new PriorityQueue<>();

    /** Of the current slot's steps, while they are put in order. */
    private long[] times = new long[HANDFUL];

    private long current;
    private int inSlots;

    void add(Planned added) {
        long slot = slotOf(added);
        if (slot <= current) {
            late.add(added);
        } else if (slot - current < SLOTS) {
            addTo((int) (slot & SLOTS - 1), added);
        } else {
            far.add(added);
        }
    }

    private void addTo(int index, Planned added) {
        int count = counts[index];
        Planned[] slot = slots[index];
        if (slot == null) {
            slot = new Planned[ROOM];
            slots[index] = slot;
        } else if (count == slot.length) {
            slot = Arrays.copyOf(slot, 2 * count);
            slots[index] = slot;
        }
        slot[count] = added;
        counts[index] = count + 1;
        inSlots++;
    }

    /** The first step of all; {@code null} when none is due by {@code time}, or in its slot. */
    Planned first(long time) {
        long last = time >> SLOT_BITS;
        while (next == dueCount && current < last && (inSlots > 0 || !far.isEmpty())) {
            turn(last);
        }
        return isLateFirst() ? late.peek() : next < dueCount ? due[next] : null;
    }

    private boolean isLateFirst() {
        return !late.isEmpty() && (next == dueCount || late.peek().isBefore(due[next]));
    }

    /** Takes out what {@link #first} has told. */
    void removeFirst() {
        if (isLateFirst()) {
            late.poll();
        } else {
            // What is done with must not be kept alive.
            due[next++] = null;
        }
    }

    /** Goes to the next slot; where all are empty, to the one of the first step far off. */
    private void turn(long last) {
        current = inSlots > 0 ? current + 1 : Math.min(last, slotOf(far.peek()));
        int index = (int) (current & SLOTS - 1);
        if (counts[index] > 0) {
            open(index);
        }
        while (!far.isEmpty() && slotOf(far.peek()) - current < SLOTS) {
            add(far.poll());
        }
    }

    private void open(int index) {
        due = slots[index];
        dueCount = counts[index];
        next = 0;
        slots[index] = null;
        counts[index] = 0;
        inSlots -= dueCount;
        // They were planned long ago, and are fetched from memory: side by side, not in turn.
        times = dueCount > times.length ? new long[2 * dueCount] : times;
        for (int i = 0; i < dueCount; i++) {
            times[i] = due[i].time;
        }
        if (dueCount > HANDFUL) {
            due = inOrderOfTime(due, dueCount);
        }
        putInOrder(due, dueCount);
    }

    /**
     * Sorts many steps and their times by time alone. The JDK's sort of objects is compiled for one
     * class of them after the other, which took a tenth of what C2 did for a conversion; that of
     * numbers is compiled once.
     */
    private Planned[] inOrderOfTime(Planned[] steps, int count) {
        long[] keys = new long[count];
        for (int i = 0; i < count; i++) {
            keys[i] = (times[i] & SLOT_MASK) << Integer.SIZE | i;
        }
        Arrays.sort(keys);
        long start = times[0] & ~SLOT_MASK;
        Planned[] sorted = new Planned[count];
        for (int i = 0; i < count; i++) {
            times[i] = start | keys[i] >>> Integer.SIZE;
            sorted[i] = steps[(int) keys[i]];
        }
        return sorted;
    }

    private void putInOrder(Planned[] steps, int count) {
        for (int i = 1; i < count; i++) {
            Planned step = steps[i];
            long time = times[i];
            int at = i;
            while (at > 0 && times[at - 1] >= time && step.isBefore(steps[at - 1])) {
                steps[at] = steps[at - 1];
                times[at] = times[at - 1];
                at--;
            }
            steps[at] = step;
            times[at] = time;
        }
    }

    private static long slotOf(Planned planned) {
        return planned.time >> SLOT_BITS;
    }
}
