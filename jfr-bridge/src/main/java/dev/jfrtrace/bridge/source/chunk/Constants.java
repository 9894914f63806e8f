package dev.jfrtrace.bridge.source.chunk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Loads the constants of a chunk. */
final class Constants {
    private static final int MOST = Integer.MAX_VALUE - 64;

    private record Part(long place, int size) {}

    private Constants() {}

    /**
     * Loads them; of an event that is damaged, those before the damage.
     *
     * @param room where their bytes go
     * @param gaps gets the events that are damaged
     */
    static Pools load(Directory directory, Window window, Room room, Gaps gaps) throws IOException {
        Frame frame = new Frame(window);
        List<Part> parts = new ArrayList<>();
        long total = 0;
        for (long place : directory.constants()) {
            if (frame.moveTo(place) && frame.isConstants()) {
                if (total + frame.size() > MOST) {
                    break;
                }
                total += frame.size();
                parts.add(new Part(place, (int) frame.size()));
            }
        }
        byte[] bytes = room.constants((int) total);
        Metadata metadata = directory.metadata();
        Pools pools = new Pools(metadata, new Layouts(metadata), bytes, (int) total);
        int at = 0;
        for (Part part : parts) {
            if (!load(part, window, bytes, at, pools)) {
                gaps.addBetween(part.place, part.size);
            }
            at += part.size;
        }
        pools.settle();
        return pools;
    }

    private static boolean load(Part part, Window window, byte[] bytes, int at, Pools pools)
            throws IOException {
        int there = window.copy(part.place, bytes, at, part.size);
        Cursor in = pools.cursor(at, at + there);
        try {
            in.number(); // size
            in.number(); // type
            pools.add(in);
            return in.remaining() == 0;
        } catch (DamageException e) {
            return false;
        }
    }
}
