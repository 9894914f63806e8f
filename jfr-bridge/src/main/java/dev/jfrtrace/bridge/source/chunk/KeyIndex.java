package dev.jfrtrace.bridge.source.chunk;

import java.util.Arrays;

/**
 * Numbers keys from 0, in the order in which they come: a hash table without objects, and a plain
 * one once all keys are there, if they lie close together as JFR's counters do.
 */
final class KeyIndex {
    /** Spreads keys, which mostly count up, over the table. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** A plain table has this many places for a key at most. */
    private static final int SPARSE = 4;

    private int bits = 4;

    /** Entries by hash, plus one; 0 where there is none. */
    private int[] table = new int[1 << bits];

    private long[] keys = new long[8];
    private int size;

    /** Entries by key, from the lowest key on, plus one; {@code null} while there is none. */
    private int[] plain;

    private long lowest;

    int size() {
        return size;
    }

    /** The key that has a number. */
    long keyOf(int entry) {
        return keys[entry];
    }

    /** How many keys there is room for. */
    int room() {
        return keys.length;
    }

    /** The number of a key; -1 when it has none. */
    int find(long key) {
        if (plain != null) {
            long place = key - lowest;
            return place >= 0 && place < plain.length ? plain[(int) place] - 1 : -1;
        }
        return findByHash(key);
    }

    private int findByHash(long key) {
        int mask = table.length - 1;
        for (int slot = home(key); ; slot = slot + 1 & mask) {
            int entry = table[slot] - 1;
            if (entry < 0 || keys[entry] == key) {
                return entry;
            }
        }
    }

    /** The number of a key, the next one when it has none. */
    int entryOf(long key) {
        int known = findByHash(key);
        if (known >= 0) {
            return known;
        }
        reserve(1);
        plain = null;
        keys[size] = key;
        place(size);
        return size++;
    }

    /** Makes room for so many more keys, which may turn out to be known. */
    void reserve(int more) {
        if (size + more <= keys.length) {
            return;
        }
        keys = Arrays.copyOf(keys, Math.max(2 * size, size + more));
        while (1 << bits < 2 * keys.length) {
            bits++;
        }
        table = new int[1 << bits];
        for (int entry = 0; entry < size; entry++) {
            place(entry);
        }
    }

    private void place(int entry) {
        int mask = table.length - 1;
        int slot = home(keys[entry]);
        while (table[slot] != 0) {
            slot = slot + 1 & mask;
        }
        table[slot] = entry + 1;
    }

    /** All keys are there, as far as is known: makes finding them cheaper. */
    void settle() {
        if (size == 0) {
            return;
        }
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (int entry = 0; entry < size; entry++) {
            first = Math.min(first, keys[entry]);
            last = Math.max(last, keys[entry]);
        }
        long range = last - first;
        if (range >= 0 && range < (long) SPARSE * size) {
            lowest = first;
            plain = new int[(int) range + 1];
            for (int entry = 0; entry < size; entry++) {
                plain[(int) (keys[entry] - first)] = entry + 1;
            }
        }
    }

    private int home(long key) {
        return (int) (key * SPREAD >>> Long.SIZE - bits);
    }
}
