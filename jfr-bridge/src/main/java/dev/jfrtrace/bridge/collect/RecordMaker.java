package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.bridge.mapping.Family;
import dev.jfrtrace.bridge.mapping.Field;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.bridge.source.JfrEvent;
import dev.jfrtrace.bridge.source.JfrStack;
import dev.jfrtrace.bridge.source.JfrThread;
import dev.jfrtrace.bridge.source.JfrType;
import dev.jfrtrace.encoder.format.Limits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes a record of an event, as the event's row of {@link JfrMapping} says. Times stay in ticks.
 */
public final class RecordMaker {
    /** Where threads and stacks of events go; both give what a record holds for them. */
    public interface Places {
        long threadPlace(JfrThread thread);

        long stackPlace(JfrStack stack) throws IOException;
    }

    /** What to do with the events of one type: found once, then used for each event. */
    public static final class Plan {
        final JfrMapping row;
        final String name;
        final long nameSymbol;
        final boolean collected;
        final boolean hasThreadField;
        final String[] fields;
        final List<String> shown;
        long read;

        Plan(JfrMapping row, String name, long nameSymbol, boolean collected, JfrType type) {
            this.row = row;
            this.name = name;
            this.nameSymbol = nameSymbol;
            this.collected = collected;
            this.hasThreadField = row.threadField() != null && type.has(row.threadField());
            this.fields = row.fields().stream().map(f -> f.nameIn(type)).toArray(String[]::new);
            this.shown = new ArrayList<>(type.fields());
            shown.removeAll(List.of("startTime", "duration", "eventThread", "stackTrace"));
        }

        public JfrMapping row() {
            return row;
        }

        /** The type's full name, as JDKs since 11 spell it. */
        public String name() {
            return name;
        }

        /** Whether its family was asked for. */
        public boolean isCollected() {
            return collected;
        }
    }

    /** In chars, of which each is a byte or more: too long for a trace, if it is reached. */
    private static final int LONGEST_TEXT = Limits.MAX_STRING_BYTES + 1;

    private static final int FIRST_EPHEMERAL = 32_768;

    private final Set<Family> families;
    private final Symbols symbols;
    private final Places places;
    private final Map<JfrType, Plan> plans = new IdentityHashMap<>();
    private final Map<String, Long> classSymbols = new HashMap<>();
    private JfrType lastType;
    private Plan lastPlan;

    public RecordMaker(Set<Family> families, Symbols symbols, Places places) {
        this.families = families;
        this.symbols = symbols;
        this.places = places;
    }

    /** The plan of an event's type. */
    public Plan planOf(JfrType type) {
        // Events of a type come in rows.
        if (type != lastType) {
            Plan known = plans.get(type);
            if (known == null) {
                known = plan(type);
                plans.put(type, known);
            }
            lastType = type;
            lastPlan = known;
        }
        return lastPlan;
    }

    private Plan plan(JfrType type) {
        String name = JfrMapping.modernName(type.name());
        JfrMapping row = JfrMapping.of(name);
        return new Plan(row, name, symbols.id(name), families.contains(row.family()), type);
    }

    Collection<Plan> plans() {
        return plans.values();
    }

    /** Fills the record with what the plan reads of the event. */
    public void make(Plan plan, JfrEvent event, JfrRecord record) throws IOException {
        JfrMapping row = plan.row;
        record.row = row.ordinal();
        record.start = event.startTicks();
        record.end = Math.max(record.start, event.endTicks());
        JfrThread thread = plan.hasThreadField ? event.thread(row.threadField()) : event.thread();
        record.thread = placeOf(thread);
        JfrStack stack = row == JfrMapping.OTHER ? null : event.stack();
        record.stack = stack == null ? JfrRecord.NONE : places.stackPlace(stack);
        record.text = null;
        if (row == JfrMapping.CUSTOM || row == JfrMapping.OTHER) {
            record.slots[0] = plan.nameSymbol;
        } else {
            readFields(plan, event, record);
        }
        readText(plan, event, record);
    }

    private long placeOf(JfrThread thread) {
        return thread == null ? JfrRecord.NONE : places.threadPlace(thread);
    }

    private void readFields(Plan plan, JfrEvent event, JfrRecord record) {
        List<Field> fields = plan.row.fields();
        for (int i = 0; i < fields.size(); i++) {
            String name = plan.fields[i];
            record.slots[i] =
                    name == null ? absent(fields.get(i)) : read(fields.get(i), name, event);
        }
    }

    private static long absent(Field field) {
        return field.kind() == Field.Kind.THREAD ? JfrRecord.NONE : 0;
    }

    private long read(Field field, String name, JfrEvent event) {
        switch (field.kind()) {
            case NUMBER:
                return event.number(name);
            case FRACTION:
                return event.millionths(name);
            case FLAG:
                return event.flag(name) ? 1 : 0;
            case TEXT:
                return symbols.id(event.text(name));
            case CLASS:
                String type = event.className(name);
                return type == null ? 0 : classSymbol(type);
            case METHOD:
                String method = event.methodName(name);
                return symbols.id(method == null ? null : ClassNames.fold(method));
            case THREAD:
                return placeOf(event.thread(name));
            case PLACE:
                return symbols.place(event.text(name));
            case PEER:
                return symbols.place(peer(event, name));
            default:
                throw new IllegalStateException("internal error: field of kind " + field.kind());
        }
    }

    /** With its port, unless that is one which systems give to whoever calls. */
    private static String peer(JfrEvent event, String name) {
        String host = event.text(name);
        if (host == null || host.isEmpty()) {
            host = event.text("address");
        }
        long port = event.number("port");
        boolean tells = host != null && !host.isEmpty() && port > 0 && port < FIRST_EPHEMERAL;
        return tells ? host + ":" + port : host;
    }

    private long classSymbol(String type) {
        Long known = classSymbols.get(type);
        if (known == null) {
            known = (long) symbols.id(ClassNames.fold(type));
            classSymbols.put(type, known);
        }
        return known;
    }

    private void readText(Plan plan, JfrEvent event, JfrRecord record) {
        String text = null;
        if (plan.row == JfrMapping.CUSTOM) {
            text = fieldsAsText(plan, event);
        } else if (plan.row == JfrMapping.LOG || plan.row.family() == Family.EXCEPTIONS) {
            text = event.text("message");
        } else if (plan.row == JfrMapping.THREAD_NAME) {
            text = event.text("name");
        }
        record.text = cut(text);
    }

    /** A text that is longer than traces have them still is, so that the encoder counts it. */
    public static String cut(String text) {
        if (text == null || text.length() <= LONGEST_TEXT) {
            return text;
        }
        boolean splitsPair = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1));
        return text.substring(0, splitsPair ? LONGEST_TEXT - 1 : LONGEST_TEXT);
    }

    private static String fieldsAsText(Plan plan, JfrEvent event) {
        StringBuilder text = new StringBuilder();
        for (String field : plan.shown) {
            String value = shown(event, field);
            if (value != null && text.length() < LONGEST_TEXT) {
                text.append(text.length() == 0 ? "" : ", ").append(field).append('=');
                text.append(value, 0, Math.min(value.length(), LONGEST_TEXT));
            }
        }
        return text.length() == 0 ? null : text.toString();
    }

    private static String shown(JfrEvent event, String field) {
        String type = event.className(field);
        return type == null ? event.display(field) : ClassNames.fold(type);
    }
}
