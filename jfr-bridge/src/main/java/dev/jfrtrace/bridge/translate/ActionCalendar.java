package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.bridge.translate.Timeline.Action;

/**
 * Actions by time, then by order. Nearly all are due within the next tenth of a second, and tens of
 * thousands may be: they wait unsorted in slots of about 0.1 ms, and are put in order when their
 * slot comes, a handful at a time. What lies further off waits in a heap.
 */
final class ActionCalendar {
    private static final int SLOT_BITS = 17;
    private static final int SLOTS = 1 << 12;

    /** An action in a slot, before the one that came to it last. */
    private record Planned(long time, long order, Action action, Planned next) {}

    /** Actions by slot, in no order; {@code null} where there are none. */
    private final Planned[] slots = new Planned[SLOTS];

    /** Actions of the current slot and of those before it. */
    private final ActionHeap due = new ActionHeap();

    /** Actions behind the last slot. */
    private final ActionHeap far = new ActionHeap();

    private long current;
    private int inSlots;

    boolean isEmpty() {
        return due.isEmpty() && inSlots == 0 && far.isEmpty();
    }

    void add(long time, long order, Action action) {
        long slot = time >> SLOT_BITS;
        if (slot <= current) {
            due.add(time, order, action);
        } else if (slot - current < SLOTS) {
            int index = (int) (slot & SLOTS - 1);
            slots[index] = new Planned(time, order, action, slots[index]);
            inSlots++;
        } else {
            far.add(time, order, action);
        }
    }

    /** The heap that has the first action on top; the calendar is not empty. */
    ActionHeap first() {
        while (due.isEmpty()) {
            turn();
        }
        return due;
    }

    /** Goes to the next slot; where all are empty, to the one of the first action far off. */
    private void turn() {
        current = inSlots > 0 ? current + 1 : far.firstTime() >> SLOT_BITS;
        int index = (int) (current & SLOTS - 1);
        for (Planned next = slots[index]; next != null; next = next.next) {
            due.add(next.time, next.order, next.action);
            inSlots--;
        }
        slots[index] = null;
        while (!far.isEmpty() && (far.firstTime() >> SLOT_BITS) - current < SLOTS) {
            long time = far.firstTime();
            long order = far.firstOrder();
            add(time, order, far.poll());
        }
    }
}
