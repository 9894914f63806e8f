package dev.jfrtrace.bridge.source.chunk;

import dev.jfrtrace.bridge.source.JfrType;
import dev.jfrtrace.encoder.util.LongMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The types of a chunk, from its metadata event: a table of texts, then a tree of elements with
 * attributes, all of them texts of the table. Of annotations only those count which say that a
 * field is a length of time; they and settings are passed over otherwise.
 */
final class Metadata {
    /**
     * What an annotation says of a field's unit.
     *
     * @param annotation the number of its type, which may come later
     */
    private record Unit(Type type, String field, long annotation, long nanos) {}

    /** The type of the event. */
    static final long TYPE = 0;

    private static final int MAX_DEPTH = 32;

    private static final String TIMESPAN = "jdk.jfr.Timespan";

    private final LongMap<Type> types = new LongMap<>();
    private final List<Type> events = new ArrayList<>();
    private final List<Unit> units = new ArrayList<>();
    private final Cursor in;
    private final String[] texts;
    private final boolean isWhole;

    /** Of the element at hand. */
    private final Map<String, String> attributes = new HashMap<>();

    private Type current;

    /**
     * Reads the event behind its size and type. Of a damaged one those types are known that come
     * before the damage.
     *
     * @throws DamageException when not even one is
     */
    Metadata(Cursor in) {
        this.in = in;
        in.number(); // start
        in.number(); // duration
        in.number(); // id
        this.texts = new String[in.count()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = Text.read(in, null);
        }
        this.isWhole = readTypes();
        units.forEach(this::settle);
        if (types.size() == 0) {
            throw new DamageException("metadata without a type");
        }
    }

    private boolean readTypes() {
        try {
            readElement("", 0);
            return in.remaining() == 0;
        } catch (DamageException e) {
            return false;
        }
    }

    /** Whether all of it could be read. */
    boolean isWhole() {
        return isWhole;
    }

    Type type(long id) {
        return types.get(id);
    }

    /** Types of events, in the order of the metadata. */
    List<Type> events() {
        return events;
    }

    private void readElement(String parent, int depth) {
        if (depth > MAX_DEPTH) {
            throw new DamageException("metadata nested deeper than " + MAX_DEPTH);
        }
        String name = text();
        readAttributes();
        if ("class".equals(name) && "metadata".equals(parent)) {
            addType();
        } else if ("field".equals(name) && "class".equals(parent)) {
            addField();
        } else if ("annotation".equals(name) && "field".equals(parent)) {
            addUnit();
        }
        for (int left = in.count(); left > 0; left--) {
            readElement(name, depth + 1);
        }
    }

    private void readAttributes() {
        attributes.clear();
        for (int left = in.count(); left > 0; left--) {
            attributes.put(text(), text());
        }
    }

    private String text() {
        int index = (int) in.number();
        if (index < 0 || index >= texts.length) {
            throw new DamageException("text " + index + " of " + texts.length);
        }
        return texts[index];
    }

    private void addType() {
        String name = attributes.get("name");
        if (name == null) {
            throw new DamageException("a type without a name");
        }
        current =
                new Type(
                        number(attributes.get("id")),
                        name,
                        attributes.get("superType"),
                        attributes.containsKey("simpleType"));
        types.put(current.id, current);
        if (current.isEvent) {
            events.add(current);
        }
    }

    private void addField() {
        String name = attributes.get("name");
        if (current == null || name == null) {
            throw new DamageException("a field without a name or a type");
        }
        String dimension = attributes.get("dimension");
        current.fields.add(
                new Type.Field(
                        name,
                        number(attributes.get("class")),
                        attributes.containsKey("constantPool"),
                        dimension != null && number(dimension) > 0));
    }

    /** Labels and descriptions may be units by their words: only the annotation's type tells. */
    private void addUnit() {
        Long nanos = JfrType.nanosIn(attributes.get("value"));
        if (nanos != null && current != null && !current.fields.isEmpty()) {
            String field = current.fields.get(current.fields.size() - 1).name();
            units.add(new Unit(current, field, number(attributes.get("class")), nanos));
        }
    }

    private void settle(Unit unit) {
        Type annotation = types.get(unit.annotation);
        if (annotation != null && annotation.name.equals(TIMESPAN)) {
            unit.type.spans.put(unit.field, unit.nanos);
        }
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new DamageException("metadata with a number that is none");
        }
    }
}
