package dev.jfrtrace.bridge.source.chunk;

import dev.jfrtrace.encoder.util.LongMap;
import java.util.ArrayList;
import java.util.List;

/** The layouts of a chunk's types, each made when it is first asked for. */
final class Layouts {
    /** Structs within structs. Types are data: one may well claim to hold itself. */
    private static final int MAX_DEPTH = 16;

    private static final int MAX_SLOTS = 1024;

    private final Metadata metadata;
    private final LongMap<Layout> known = new LongMap<>();

    Layouts(Metadata metadata) {
        this.metadata = metadata;
    }

    /**
     * The layout of a type. That of a simple one has a single value without a name.
     *
     * @throws DamageException when the type cannot be laid out
     */
    Layout of(Type type) {
        Layout layout = known.get(type.id);
        if (layout == null) {
            Plan plan = new Plan();
            if (type.isSimple || Slot.Kind.of(type.name) != null) {
                plan.addValue("", type, 0);
            } else {
                plan.addFields("", type, 0);
            }
            layout = plan.layout();
            known.put(type.id, layout);
        }
        return layout;
    }

    /** The layout of a constant's key. */
    Layout ofKey(Type type) {
        return new Layout(List.of(new Slot(Slot.Kind.CONSTANT, type, false, this)), List.of(""));
    }

    /** A layout that is being made. */
    private final class Plan {
        private final List<Slot> slots = new ArrayList<>();
        private final List<String> names = new ArrayList<>();

        Layout layout() {
            return new Layout(slots, names);
        }

        void addFields(String prefix, Type type, int depth) {
            for (Type.Field field : type.fields) {
                addField(prefix.isEmpty() ? field.name() : prefix + field.name(), field, depth);
            }
        }

        private void addField(String name, Type.Field field, int depth) {
            Type type = metadata.type(field.typeId());
            if (type == null) {
                throw new DamageException("field " + name + " of an undefined type");
            }
            if (field.isArray()) {
                add(name, new Slot(Slot.Kind.ARRAY, type, field.isConstant(), Layouts.this));
            } else if (field.isConstant()) {
                add(name, new Slot(Slot.Kind.CONSTANT, type, false, Layouts.this));
            } else {
                addValue(name, type, depth);
            }
        }

        void addValue(String name, Type type, int depth) {
            Slot.Kind kind = Slot.Kind.of(type.name);
            if (kind != null) {
                add(name, new Slot(kind, type, false, Layouts.this));
            } else if (type.fields.isEmpty() || depth > MAX_DEPTH) {
                throw new DamageException("field " + name + " of type " + type.name);
            } else if (type.isSimple) {
                addField(name, type.fields.get(0), depth + 1);
            } else {
                addFields(name + ".", type, depth + 1);
            }
        }

        private void add(String name, Slot slot) {
            if (slots.size() == MAX_SLOTS) {
                throw new DamageException("a type of more than " + MAX_SLOTS + " values");
            }
            names.add(name);
            slots.add(slot);
        }
    }
}
