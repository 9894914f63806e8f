package dev.jfrtrace.bridge.translate;

/**
 * Steps by time, then by order. Nearly all are due within the next tenth of a second, and tens of
 * thousands may be: they wait unsorted in slots of about 0.1 ms, and are put in order when their
 * slot comes, a handful at a time. What lies further off waits in a heap.
 */
final class Calendar {
    private static final int SLOT_BITS = 17;
    private static final int SLOTS = 1 << 12;

    /** Lists of steps by slot, in no order; {@code null} where there are none. */
    private final Planned[] slots = new Planned[SLOTS];

    /** Steps of the current slot and of those before it. */
    private final PlannedHeap due = new PlannedHeap();

    /** Steps behind the last slot. */
    private final PlannedHeap far = new PlannedHeap();

    private long current;
    private int inSlots;

    void add(Planned added) {
        long slot = slotOf(added);
        if (slot <= current) {
            due.add(added);
        } else if (slot - current < SLOTS) {
            int index = (int) (slot & SLOTS - 1);
            added.next = slots[index];
            slots[index] = added;
            inSlots++;
        } else {
            far.add(added);
        }
    }

    /** The first step of all; {@code null} when none is due by {@code time}, or in its slot. */
    Planned first(long time) {
        long last = time >> SLOT_BITS;
        while (due.isEmpty() && current < last && (inSlots > 0 || !far.isEmpty())) {
            turn(last);
        }
        return due.first();
    }

    /** Takes out what {@link #first} has told. */
    void removeFirst() {
        due.poll();
    }

    /** Goes to the next slot; where all are empty, to the one of the first step far off. */
    private void turn(long last) {
        current = inSlots > 0 ? current + 1 : Math.min(last, slotOf(far.first()));
        int index = (int) (current & SLOTS - 1);
        for (Planned rest = slots[index]; rest != null; inSlots--) {
            Planned one = rest;
            rest = one.next;
            one.next = null;
            due.add(one);
        }
        slots[index] = null;
        while (!far.isEmpty() && slotOf(far.first()) - current < SLOTS) {
            add(far.poll());
        }
    }

    private static long slotOf(Planned planned) {
        return planned.time >> SLOT_BITS;
    }
}
