package dev.jfrtrace.bridge.source.chunk;

import java.util.List;

/**
 * How values of a type are written: the values that it is made of, one behind the other, those of
 * its structs among them. Made once for each type of a chunk; reading by it makes no object.
 */
final class Layout {
    /** Of a type of which nothing can be read. */
    static final Layout NONE = new Layout(List.of(), List.of());

    /** Arrays within arrays, which the bytes alone decide on. */
    private static final int MAX_DEPTH = 32;

    private final Slot.Kind[] kinds;
    private final Slot[] slots;
    private final List<String> names;

    /** How many numbers stand one behind the other from a value on; 0 where there is none. */
    private final int[] runs;

    /** Whether it is nothing but numbers, as frames are: those need no look at what they are. */
    private final boolean isOfNumbers;

    /**
     * A layout. There are hundreds in each chunk, so it is made without anything that costs time.
     *
     * @param names of the slots; of those of one name the first is meant
     */
    Layout(List<Slot> slots, List<String> names) {
        this.slots = slots.toArray(new Slot[0]);
        this.names = names;
        this.kinds = new Slot.Kind[slots.size()];
        this.runs = new int[kinds.length];
        int run = 0;
        for (int i = kinds.length - 1; i >= 0; i--) {
            kinds[i] = this.slots[i].kind;
            run = kinds[i].isNumber() ? run + 1 : 0;
            runs[i] = run;
        }
        this.isOfNumbers = run == kinds.length;
    }

    int size() {
        return slots.length;
    }

    Slot slot(int index) {
        return slots[index];
    }

    /** The index of a value by its name, that of a struct's with dots; -1 when there is none. */
    int indexOf(String name) {
        return names.indexOf(name);
    }

    /**
     * Reads a value of the type: numbers as they are written, whatever their kind has room for,
     * fractions as their bits, constants as their keys, of texts and arrays where they begin.
     *
     * @throws DamageException when the bytes are not one
     */
    void read(Cursor in, long[] values) {
        for (int i = 0; i < kinds.length; ) {
            int run = runs[i];
            if (run > 0) {
                in.numbers(values, i, run);
                i += run;
            } else {
                values[i] = read(in, i, 0);
                i++;
            }
        }
    }

    /** Passes over a value. */
    void skip(Cursor in) {
        skip(in, kinds.length, 0);
    }

    /** Passes over what comes before a slot. */
    void skipTo(int slot, Cursor in) {
        skip(in, slot, 0);
    }

    private void skip(Cursor in, int end, int depth) {
        for (int i = 0; i < end; ) {
            int run = Math.min(runs[i], end - i);
            if (run > 0) {
                in.skipNumbers(run);
                i += run;
            } else {
                read(in, i, depth);
                i++;
            }
        }
    }

    /** Reads a value that is no number; those are read by the run. */
    private long read(Cursor in, int index, int depth) {
        switch (kinds[index]) {
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
            element.skip(in, element.size(), depth + 1);
        }
    }
}
