package dev.jfrtrace.encoder.read;

import java.util.Arrays;

/**
 * The threads that have events left in a generation, a heap by the time of their next one. Which of
 * two equal times comes first is decided by the heap's moves: they are those of Go's reader, so
 * that the events come in the same order.
 */
final class Frontier {
    private ThreadCursor[] heap = new ThreadCursor[16];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    /** The thread at a place; at 0 the one whose event is the earliest. */
    ThreadCursor get(int place) {
        return heap[place];
    }

    void add(ThreadCursor cursor) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        heap[size++] = cursor;
        rise(size - 1);
    }

    /** Sorts the heap, which is then still one. */
    void sort() {
        GoSort.sort(heap, size, cursor -> cursor.time);
    }

    /** The thread at this place has gone to its next event. */
    void update(int place) {
        if (rise(place) == place) {
            sink(place);
        }
    }

    /** The thread at this place has no event left. */
    void remove(int place) {
        int at = place;
        while (at > 0) {
            swap(at, parent(at));
            at = parent(at);
        }
        size--;
        swap(0, size);
        heap[size] = null;
        sink(0);
    }

    private int rise(int place) {
        int at = place;
        while (at > 0 && heap[parent(at)].time > heap[at].time) {
            swap(at, parent(at));
            at = parent(at);
        }
        return at;
    }

    private void sink(int place) {
        int at = place;
        int next = smallest(at);
        while (next != at) {
            swap(at, next);
            at = next;
            next = smallest(at);
        }
    }

    /** The place among this one and its two children that has the earliest event. */
    private int smallest(int place) {
        int best = place;
        for (int child = 2 * place + 1; child <= 2 * place + 2 && child < size; child++) {
            if (heap[child].time < heap[best].time) {
                best = child;
            }
        }
        return best;
    }

    private static int parent(int place) {
        return (place - 1) / 2;
    }

    private void swap(int one, int other) {
        ThreadCursor kept = heap[one];
        heap[one] = heap[other];
        heap[other] = kept;
    }
}
