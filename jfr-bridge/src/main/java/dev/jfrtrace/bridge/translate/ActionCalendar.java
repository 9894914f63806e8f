package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.bridge.translate.Timeline.Action;
import java.util.Arrays;

/**
 * Actions by time, then by order. Nearly all are due within the next tenth of a second, and tens of
 * thousands may be: they wait unsorted in slots of about 0.1 ms, and are put in order when their
 * slot comes, a handful at a time. What lies further off waits in a heap.
 */
final class ActionCalendar {
    private static final int SLOT_BITS = 17;
    private static final int SLOTS = 1 << 12;

    /** Actions that an empty slot keeps room for. */
    private static final int KEPT = 256;

    /** Actions of one slot, in no order. */
    private static final class Slot {
        private long[] times = new long[4];
        private long[] orders = new long[4];
        private Action[] actions = new Action[4];
        private int size;

        void add(long time, long order, Action action) {
            if (size == times.length) {
                times = Arrays.copyOf(times, size * 2);
                orders = Arrays.copyOf(orders, size * 2);
                actions = Arrays.copyOf(actions, size * 2);
            }
            times[size] = time;
            orders[size] = order;
            actions[size] = action;
            size++;
        }

        void moveTo(ActionHeap heap) {
            for (int i = 0; i < size; i++) {
                heap.add(times[i], orders[i], actions[i]);
                actions[i] = null;
            }
            size = 0;
            if (times.length > KEPT) {
                // After a burst; the next one falls into other slots.
                times = new long[4];
                orders = new long[4];
                actions = new Action[4];
            }
        }
    }

    private final Slot[] slots = new Slot[SLOTS];

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
            slot(slot).add(time, order, action);
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
        Slot slot = slots[(int) (current & SLOTS - 1)];
        if (slot != null) {
            inSlots -= slot.size;
            slot.moveTo(due);
        }
        while (!far.isEmpty() && (far.firstTime() >> SLOT_BITS) - current < SLOTS) {
            long time = far.firstTime();
            long order = far.firstOrder();
            add(time, order, far.poll());
        }
    }

    private Slot slot(long number) {
        int index = (int) (number & SLOTS - 1);
        if (slots[index] == null) {
            slots[index] = new Slot();
        }
        return slots[index];
    }
}
