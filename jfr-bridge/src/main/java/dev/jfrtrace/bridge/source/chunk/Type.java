package dev.jfrtrace.bridge.source.chunk;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A type as a chunk's metadata defines it. */
final class Type {
    /**
     * A field.
     *
     * @param name its name
     * @param typeId the number of its type
     * @param isConstant whether it holds the key of a constant in place of a value
     * @param isArray whether it is an array of the type
     */
    record Field(String name, long typeId, boolean isConstant, boolean isArray) {}

    private static final String EVENT = "jdk.jfr.Event";

    final long id;
    final String name;
    final boolean isEvent;

    /** Whether its values are those of its only field. */
    final boolean isSimple;

    final List<Field> fields = new ArrayList<>();

    /** Of fields that are lengths of time, how many nanoseconds one of their units has. */
    final SortedMap<String, Long> spans = new TreeMap<>();

    /** The names of its fields, in order. */
    List<String> fieldNames() {
        String[] names = new String[fields.size()];
        for (int i = 0; i < names.length; i++) {
            names[i] = fields.get(i).name();
        }
        return List.of(names);
    }

    Type(long id, String name, String superType, boolean isSimple) {
        this.id = id;
        this.name = name;
        this.isEvent = EVENT.equals(superType);
        this.isSimple = isSimple;
    }
}
