package dev.jfrtrace.bridge.source.chunk;

import dev.jfrtrace.bridge.source.JfrThread;

/** The way to a value: an index of a layout, and on within a constant if need be. */
final class Path {
    private final int index;
    private final Slot.Kind kind;
    private final Pool pool;
    private final Path rest;

    /** The constant that was asked for last: JFR writes events of a thread in rows. */
    private long lastKey;

    private Object last;

    private Path(int index, Slot.Kind kind, Pool pool, Path rest) {
        this.index = index;
        this.kind = kind;
        this.pool = pool;
        this.rest = rest;
    }

    /** The way to the value of a name with dots; {@code null} when there is none. */
    static Path to(String name, Layout layout, Pools pools) {
        int index = layout.indexOf(name);
        if (index >= 0) {
            Slot slot = layout.slot(index);
            // Texts may be constants too.
            boolean isPooled = slot.kind == Slot.Kind.CONSTANT || slot.kind == Slot.Kind.TEXT;
            return new Path(index, slot.kind, isPooled ? pools.of(slot.type) : null, null);
        }
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            Path within = within(name.substring(0, dot), name.substring(dot + 1), layout, pools);
            if (within != null) {
                return within;
            }
        }
        return null;
    }

    private static Path within(String head, String tail, Layout layout, Pools pools) {
        int index = layout.indexOf(head);
        if (index < 0 || layout.slot(index).kind != Slot.Kind.CONSTANT) {
            return null;
        }
        Pool pool = pools.of(layout.slot(index).type);
        Path rest = pool.pathTo(tail);
        return rest == null ? null : new Path(index, Slot.Kind.CONSTANT, pool, rest);
    }

    /**
     * The value as an object, as {@link Pool#value} has constants; {@code null} when there is none,
     * or it is an array.
     *
     * @param in what the values were read from
     */
    Object value(long[] values, Cursor in) {
        long value = values[index];
        switch (kind) {
            case LONG:
            case INT:
            case SHORT:
            case BYTE:
                return kind.narrow(value);
            case CHAR:
                return (char) value;
            case BOOLEAN:
                return value != 0;
            case FLOAT:
                return Float.intBitsToFloat((int) value);
            case DOUBLE:
                return Double.longBitsToDouble(value);
            case TEXT:
                return text((int) value, in);
            case CONSTANT:
                return constant(value);
            default:
                return null;
        }
    }

    private Object constant(long key) {
        if (last == null || key != lastKey) {
            last = rest == null ? pool.value(key) : pool.value(key, rest);
            lastKey = key;
        }
        return last;
    }

    /** The thread whose key the value is, when it is absent; {@code null} otherwise. */
    JfrThread absentThread(long[] values) {
        boolean isKey = kind == Slot.Kind.CONSTANT && rest == null;
        return isKey ? pool.absentThread(values[index]) : null;
    }

    private Object text(int at, Cursor in) {
        int before = in.at;
        in.at = at;
        try {
            return Text.read(in, pool);
        } finally {
            in.at = before;
        }
    }

    /** The value as a number; 0 when it is none. */
    long number(long[] values, Cursor in) {
        switch (kind) {
            case LONG:
            case INT:
            case SHORT:
            case BYTE:
                return kind.narrow(values[index]);
            default:
                Object value = value(values, in);
                return value instanceof Number ? ((Number) value).longValue() : 0;
        }
    }
}
