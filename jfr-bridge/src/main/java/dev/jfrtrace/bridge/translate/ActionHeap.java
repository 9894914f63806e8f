package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.bridge.translate.Timeline.Action;
import java.util.Arrays;

/**
 * Actions by time, then by order: a binary heap over plain arrays, since a queue of objects spends
 * most of its time fetching them.
 */
final class ActionHeap {
    private long[] times = new long[64];
    private long[] orders = new long[64];
    private Action[] actions = new Action[64];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    /** Time of the first action; there must be one. */
    long firstTime() {
        return times[0];
    }

    /** Order of the first action; there must be one. */
    long firstOrder() {
        return orders[0];
    }

    void add(long time, long order, Action action) {
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            orders = Arrays.copyOf(orders, size * 2);
            actions = Arrays.copyOf(actions, size * 2);
        }
        int at = size++;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (isBefore(times[parent], orders[parent], time, order)) {
                break;
            }
            move(parent, at);
            at = parent;
        }
        put(at, time, order, action);
    }

    Action poll() {
        Action first = actions[0];
        size--;
        long time = times[size];
        long order = orders[size];
        Action last = actions[size];
        actions[size] = null;
        if (size > 0) {
            sink(time, order, last);
        }
        return first;
    }

    private void sink(long time, long order, Action action) {
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            int right = child + 1;
            if (right < size
                    && isBefore(times[right], orders[right], times[child], orders[child])) {
                child = right;
            }
            if (isBefore(time, order, times[child], orders[child])) {
                break;
            }
            move(child, at);
            at = child;
        }
        put(at, time, order, action);
    }

    private void move(int from, int to) {
        times[to] = times[from];
        orders[to] = orders[from];
        actions[to] = actions[from];
    }

    private void put(int at, long time, long order, Action action) {
        times[at] = time;
        orders[at] = order;
        actions[at] = action;
    }

    static boolean isBefore(long time, long order, long otherTime, long otherOrder) {
        return time < otherTime || time == otherTime && order < otherOrder;
    }
}
