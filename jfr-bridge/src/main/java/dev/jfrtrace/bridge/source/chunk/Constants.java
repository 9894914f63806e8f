package dev.jfrtrace.bridge.source.chunk;

import java.io.IOException;
import java.util.List;

/** Loads the constants of a chunk. */
final class Constants {
    private Constants() {}

    /**
     * Loads those of a whole chunk.
     *
     * @param room where their bytes go
     * @param gaps gets the events that are damaged
     */
    static Pools load(Directory directory, Window window, Room room, Gaps gaps) throws IOException {
        List<Long> places = directory.constants();
        int bytes = size(places, new Frame(window));
        Pools pools = new Pools(directory.metadata(), room.constants(bytes));
        add(places, window, pools, gaps);
        pools.settle();
        return pools;
    }

    private static int size(List<Long> places, Frame frame) throws IOException {
        long size = 0;
        for (long place : places) {
            boolean isThere = frame.moveTo(place) && frame.isConstants();
            size += isThere ? frame.size() : 0;
        }
        return (int) Math.min(Pools.MOST, size);
    }

    /** Loads the events at some places; of one that is damaged, what comes before the damage. */
    static void add(List<Long> places, Window window, Pools pools, Gaps gaps) throws IOException {
        Frame frame = new Frame(window);
        for (long place : places) {
            boolean isThere = frame.moveTo(place) && frame.isConstants();
            if (isThere && !(pools.hasRoom(frame.size()) && add(frame, window, pools))) {
                gaps.addBetween(place, frame.size());
            }
        }
    }

    private static boolean add(Frame frame, Window window, Pools pools) throws IOException {
        try {
            return pools.add(window, frame.place(), (int) frame.size());
        } catch (DamageException e) {
            return false;
        }
    }
}
