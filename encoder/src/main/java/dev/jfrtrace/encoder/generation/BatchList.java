package dev.jfrtrace.encoder.generation;

import dev.jfrtrace.encoder.format.EventType;
import dev.jfrtrace.encoder.format.Limits;
import java.util.ArrayList;
import java.util.List;

/**
 * Batches of one thread or of one table, filled one after the other (F2). Entries are built aside
 * and moved in whole, so that none is split.
 */
final class BatchList {
    private static final int FIRST_CAPACITY = 64;

    private final long m;
    private final EventType section;
    private final List<Batch> full = new ArrayList<>(1);
    private ByteSink open;
    private long openTime;
    private long lastTime;

    /**
     * @param section the byte that starts each batch of a table; {@code null} for timed events
     */
    BatchList(long m, EventType section) {
        this.m = m;
        this.section = section;
    }

    /** Appends a table entry; its batch carries {@code time}. */
    void entry(ByteSink entry, long time) {
        makeRoom(entry.length(), time);
        open.bytes(entry.array(), 0, entry.length());
    }

    /**
     * Appends a timed event; arguments that its type does not have are ignored.
     *
     * @return bytes that the event takes
     */
    int event(EventType type, long time, long a0, long a1, long a2, long a3) {
        makeRoom(ByteSink.MAX_EVENT, time);
        int before = open.length();
        open.event(type.number(), time - lastTime, type.ownArgs(), a0, a1, a2, a3);
        lastTime = time;
        return open.length() - before;
    }

    private void makeRoom(int bytes, long time) {
        if (open != null && open.length() + bytes <= Limits.MAX_BATCH_SIZE) {
            return;
        }
        close();
        open = new ByteSink(FIRST_CAPACITY);
        openTime = time;
        lastTime = time;
        if (section != null) {
            open.type(section.number());
        }
    }

    private void close() {
        if (open != null) {
            full.add(new Batch(m, openTime, open.array(), open.length()));
            open = null;
        }
    }

    /** All batches so far; the list is done with. */
    List<Batch> finish() {
        close();
        return full;
    }
}
