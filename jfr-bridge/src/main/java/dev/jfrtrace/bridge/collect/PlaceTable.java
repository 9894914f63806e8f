package dev.jfrtrace.bridge.collect;

import java.util.Arrays;

/** What the numbers that a source counts its threads or stacks by stand for in records. */
public final class PlaceTable {
    private long[] places = new long[256];

    public PlaceTable() {
        clear();
    }

    /** The place of a number; {@link JfrRecord#NONE} until it is put. */
    public long get(int number) {
        return number < places.length ? places[number] : JfrRecord.NONE;
    }

    public void put(int number, long place) {
        if (number >= places.length) {
            int old = places.length;
            places = Arrays.copyOf(places, Math.max(old * 2, number + 1));
            Arrays.fill(places, old, places.length, JfrRecord.NONE);
        }
        places[number] = place;
    }

    /** Forgets all. */
    public void clear() {
        Arrays.fill(places, JfrRecord.NONE);
    }
}
