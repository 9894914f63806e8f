package dev.jfrtrace.encoder.read;

import dev.jfrtrace.encoder.util.LongMap;
import java.util.Arrays;

/**
 * Things by id, where ids are mostly dense from 1: those are in an array, others in a map. The
 * array is never more than about twice as long as there are things in it.
 */
final class IdTable<T> {
    private static final int SLACK = 64;

    private Object[] dense = new Object[SLACK];
    private LongMap<T> sparse;
    private int size;

    /** Whether the thing has been put in: an id is given once, and never 0. */
    boolean put(long id, T thing) {
        if (id == 0 || get(id) != null) {
            return false;
        }
        size++;
        if (id > 0 && id < 2L * size + SLACK) {
            if (id >= dense.length) {
                dense = Arrays.copyOf(dense, (int) Math.max(id + 1, 2L * size + SLACK));
            }
            dense[(int) id] = thing;
        } else {
            if (sparse == null) {
                sparse = new LongMap<>();
            }
            sparse.put(id, thing);
        }
        return true;
    }

    /** The thing, or {@code null}. */
    @SuppressWarnings("unchecked")
    T get(long id) {
        if (id >= 0 && id < dense.length && dense[(int) id] != null) {
            return (T) dense[(int) id];
        }
        return sparse == null ? null : sparse.get(id);
    }
}
