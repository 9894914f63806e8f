package dev.jfrtrace.bridge.source.chunk;

import java.util.List;
import java.util.Map;

/**
 * How values of a type are written: the values that it is made of, one behind the other, those of
 * its structs among them. Made once for each type of a chunk; reading by it makes no object.
 */
final class Layout {
    /** Of a type of which nothing can be read. */
    static final Layout NONE = new Layout(List.of(), Map.of());

    /** Arrays within arrays, which the bytes alone decide on. */
    private static final int MAX_DEPTH = 32;

    private final Slot.Kind[] kinds;
    private final Slot[] slots;
    private final Map<String, Integer> names;

    /** Whether it is nothing but numbers, as frames are: those need no look at what they are. */
    private final boolean isOfNumbers;

    Layout(List<Slot> slots, Map<String, Integer> names) {
        this.slots = slots.toArray(Slot[]::new);
        this.kinds = slots.stream().map(slot -> slot.kind).toArray(Slot.Kind[]::new);
        this.names = names;
        this.isOfNumbers = slots.stream().allMatch(slot -> slot.kind.isNumber());
    }

    int size() {
        return slots.length;
    }

    Slot slot(int index) {
        return slots[index];
    }

    /** The index of a value by its name, that of a struct's with dots; -1 when there is none. */
    int indexOf(String name) {
        return names.getOrDefault(name, -1);
    }

    /**
     * Reads a value of the type: numbers as they are, fractions as their bits, constants as their
     * keys, of texts and arrays where they begin.
     *
     * @throws DamageException when the bytes are not one
     */
    void read(Cursor in, long[] values) {
        for (int i = 0; i < kinds.length; i++) {
            values[i] = read(in, i, 0);
        }
    }

    /** Passes over a value. */
    void skip(Cursor in) {
        skip(in, 0);
    }

    /** Passes over what comes before a slot. */
    void skipTo(int slot, Cursor in) {
        for (int i = 0; i < slot; i++) {
            read(in, i, 0);
        }
    }

    private void skip(Cursor in, int depth) {
        for (int i = 0; i < kinds.length; i++) {
            read(in, i, depth);
        }
    }

    private long read(Cursor in, int index, int depth) {
        switch (kinds[index]) {
            case LONG:
            case CONSTANT:
                return in.number();
            case INT:
                return (int) in.number();
            case SHORT:
                return (short) in.number();
            case CHAR:
                return (char) in.number();
            case BYTE:
                return in.oneByte();
            case BOOLEAN:
                return in.oneByte() == 0 ? 0 : 1;
            case FLOAT:
                return in.fourBytes();
            case DOUBLE:
                return in.eightBytes();
            case TEXT:
                int text = in.at;
                Text.skip(in);
                return text;
            case ARRAY:
                int array = in.at;
                skipArray(in, slots[index].element(), depth);
                return array;
            default:
                throw new IllegalStateException("internal error: value of " + kinds[index]);
        }
    }

    private static void skipArray(Cursor in, Layout element, int depth) {
        if (depth > MAX_DEPTH) {
            throw new DamageException("arrays nested deeper than " + MAX_DEPTH);
        }
        int count = in.count();
        if (element.isOfNumbers) {
            in.skipNumbers((long) count * element.size());
            return;
        }
        for (int left = count; left > 0; left--) {
            element.skip(in, depth + 1);
        }
    }
}
