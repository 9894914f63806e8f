package dev.jfrtrace.bridge.source.chunk;

import java.util.Arrays;

/** Numbers keys from 0, in the order in which they come: a hash table without objects. */
final class KeyIndex {
    /** Spreads keys, which mostly count up, over the table. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private int bits = 4;

    /** Entries by hash, plus one; 0 where there is none. */
    private int[] table = new int[1 << bits];

    private long[] keys = new long[8];
    private int size;

    int size() {
        return size;
    }

    /** How many keys there is room for. */
    int room() {
        return keys.length;
    }

    /** The number of a key; -1 when it has none. */
    int find(long key) {
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
        int known = find(key);
        if (known >= 0) {
            return known;
        }
        reserve(1);
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

    private int home(long key) {
        return (int) (key * SPREAD >>> Long.SIZE - bits);
    }
}
