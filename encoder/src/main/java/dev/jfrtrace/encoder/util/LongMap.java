package dev.jfrtrace.encoder.util;

import java.util.function.Consumer;

/**
 * A hash map from {@code long} to objects: open addressing, no boxing, no allocation per lookup. It
 * exists because every event looks up two or three states. Iteration order depends on the sequence
 * of operations alone, so equal input gives equal output on every JVM. Not thread-safe.
 */
public final class LongMap<V> {
    private long[] keys = new long[64];
    private Object[] values = new Object[64];
    private int size;

    public int size() {
        return size;
    }

    @SuppressWarnings("unchecked")
    public V get(long key) {
        return (V) values[slotOf(key)];
    }

    public void put(long key, V value) {
        int slot = slotOf(key);
        if (values[slot] == null) {
            size++;
        }
        keys[slot] = key;
        values[slot] = value;
        if (size * 2 > keys.length) {
            grow();
        }
    }

    public void remove(long key) {
        int slot = slotOf(key);
        if (values[slot] == null) {
            return;
        }
        size--;
        // Close the gap: an entry moves back unless its probe sequence starts behind the gap.
        int mask = keys.length - 1;
        int gap = slot;
        for (int at = (slot + 1) & mask; values[at] != null; at = (at + 1) & mask) {
            int home = home(keys[at]);
            if (((at - home) & mask) >= ((at - gap) & mask)) {
                keys[gap] = keys[at];
                values[gap] = values[at];
                gap = at;
            }
        }
        values[gap] = null;
    }

    @SuppressWarnings("unchecked")
    public void forEach(Consumer<? super V> action) {
        for (Object value : values) {
            if (value != null) {
                action.accept((V) value);
            }
        }
    }

    /** Hears of an entry. */
    @FunctionalInterface
    public interface EntryConsumer<V> {
        void accept(long key, V value);
    }

    /** The map must not change meanwhile. */
    @SuppressWarnings("unchecked")
    public void forEachEntry(EntryConsumer<? super V> action) {
        for (int i = 0; i < keys.length; i++) {
            if (values[i] != null) {
                action.accept(keys[i], (V) values[i]);
            }
        }
    }

    private int slotOf(long key) {
        int mask = keys.length - 1;
        int slot = home(key);
        while (values[slot] != null && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private int home(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32) & (keys.length - 1);
    }

    private void grow() {
        long[] oldKeys = keys;
        Object[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = new Object[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != null) {
                int slot = slotOf(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
