package dev.jfrtrace.bridge.collect;

/**
 * What is kept of an event between reading and translating. Mutable, and used again and again:
 * valid until the next record is asked for.
 */
public final class JfrRecord {
    /** Most {@link #slots} that a row of the mapping uses. */
    public static final int MAX_SLOTS = 6;

    /** "No thread" and "no stack". */
    public static final long NONE = -1;

    /** "A thread that is not to be shown", whichever it is. */
    public static final long FOLDED = -2;

    /** The row of the mapping, by its ordinal. */
    public int row;

    /** When it began and ended, in ticks while collected, in nanoseconds of the trace after. */
    public long start;

    public long end;

    /** The thread it happened on: an index of the chunk's threads, later of the JVM's. */
    public long thread;

    /** Where it happened: a place in the {@link StackStore}. */
    public long stack;

    /**
     * The fields that the row names, in its order: numbers as they are, flags as 0 and 1, text and
     * classes as {@link Symbols}, threads like {@link #thread}.
     */
    public final long[] slots = new long[MAX_SLOTS];

    /** Text of its own, or {@code null}. */
    public String text;

    /** Says what another record says. */
    public void set(JfrRecord other) {
        row = other.row;
        start = other.start;
        end = other.end;
        thread = other.thread;
        stack = other.stack;
        System.arraycopy(other.slots, 0, slots, 0, MAX_SLOTS);
        text = other.text;
    }

    void writeTo(Bytes target, int slotCount) {
        target.putNumber(row);
        target.putSigned(start);
        target.putSigned(end - start);
        target.putSigned(thread);
        target.putSigned(stack);
        for (int i = 0; i < slotCount; i++) {
            target.putSigned(slots[i]);
        }
        target.putText(text);
    }

    void readFrom(Bytes source, int[] slotCounts) {
        row = (int) source.number();
        start = source.signed();
        end = start + source.signed();
        thread = source.signed();
        stack = source.signed();
        int count = slotCounts[row];
        for (int i = 0; i < count; i++) {
            slots[i] = source.signed();
        }
        text = source.text();
    }
}
