package dev.jfrtrace.encoder.read;

import java.util.ArrayList;
import java.util.List;

/**
 * A stack of a generation. Two of the same generation are equal when they are the same object; its
 * generation's tables stay in memory for as long as it is held. Not thread-safe.
 */
public final class TraceStack {
    private final long id;
    private final long[] pcs;
    private final Tables tables;
    private List<StackFrame> frames;

    TraceStack(long id, long[] pcs, Tables tables) {
        this.id = id;
        this.pcs = pcs;
        this.tables = tables;
    }

    /** The number that the stack has in its generation; other generations number anew. */
    public long id() {
        return id;
    }

    /** The frames, leaf first; can be empty. Not to be changed. */
    public List<StackFrame> frames() {
        if (frames == null) {
            List<StackFrame> found = new ArrayList<>(pcs.length);
            for (long pc : pcs) {
                found.add(tables.frame(pc));
            }
            frames = List.copyOf(found);
        }
        return frames;
    }
}
