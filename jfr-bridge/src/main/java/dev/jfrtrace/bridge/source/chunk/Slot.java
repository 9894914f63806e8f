package dev.jfrtrace.bridge.source.chunk;

/** A value of a {@link Layout}: how it is written, and what it stands for. */
final class Slot {
    /** How a value is written. */
    enum Kind {
        LONG,
        INT,
        SHORT,
        CHAR,
        BYTE,
        BOOLEAN,
        FLOAT,
        DOUBLE,
        TEXT,
        CONSTANT,
        ARRAY;

        /** The number that is written, as far as the kind has room for it. */
        long narrow(long written) {
            switch (this) {
                case INT:
                    return (int) written;
                case SHORT:
                    return (short) written;
                case CHAR:
                    return (char) written;
                default:
                    return written;
            }
        }

        /** Whether it is written as one of JFR's numbers. */
        boolean isNumber() {
            return this == CONSTANT || compareTo(CHAR) <= 0;
        }

        /** The kind of a type that is not made of fields; {@code null} for others. */
        static Kind of(String type) {
            switch (type) {
                case "long":
                    return LONG;
                case "int":
                    return INT;
                case "short":
                    return SHORT;
                case "char":
                    return CHAR;
                case "byte":
                    return BYTE;
                case "boolean":
                    return BOOLEAN;
                case "float":
                    return FLOAT;
                case "double":
                    return DOUBLE;
                case "java.lang.String":
                    return TEXT;
                default:
                    return null;
            }
        }
    }

    final Kind kind;

    /** What the value is; of a constant or an array, what its value or its elements are. */
    final Type type;

    /** Whether the elements of an array are keys of constants. */
    final boolean ofConstants;

    private final Layouts layouts;
    private Layout element;

    Slot(Kind kind, Type type, boolean ofConstants, Layouts layouts) {
        this.kind = kind;
        this.type = type;
        this.ofConstants = ofConstants;
        this.layouts = layouts;
    }

    /** How an element of an array is written; made when it is needed, since types may recur. */
    Layout element() {
        if (element == null) {
            element = ofConstants ? layouts.ofKey(type) : layouts.of(type);
        }
        return element;
    }
}
