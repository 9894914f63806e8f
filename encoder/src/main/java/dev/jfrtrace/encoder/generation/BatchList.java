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
     * Appends a timed event.
     *
     * @param args the arguments after the time, encoded
     * @return bytes that the event takes
     */
    int event(EventType type, long time, ByteSink args) {
        makeRoom(1 + dev.jfrtrace.encoder.format.Varint.MAX_LENGTH + args.length(), time);
        int before = open.length();
        open.type(type.number());
        open.varint(time - lastTime);
        open.bytes(args.array(), 0, args.length());
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
