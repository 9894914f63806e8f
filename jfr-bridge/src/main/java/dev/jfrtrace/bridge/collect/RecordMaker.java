package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.bridge.mapping.Family;
import dev.jfrtrace.bridge.mapping.Field;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.bridge.mapping.OtherEvents;
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
        /** May be {@link JfrRecord#FOLDED}. */
        long threadPlace(JfrThread thread);

        long stackPlace(JfrStack stack) throws IOException;
    }

    static final String SETTING = "jdk.ActiveSetting";

    static final String JVM = "jdk.JVMInformation";

    /** Reads one of a record's slots from an event. */
    @FunctionalInterface
    private interface SlotReader {
        long read(JfrEvent event);
    }

    /** Reads a record's text from an event. */
    @FunctionalInterface
    private interface TextReader {
        String read(JfrEvent event);
    }

    /** What to do with the events of one type: found once, then used for each event. */
    public static final class Plan {
        final JfrMapping row;
        final String name;
        final boolean collected;

        /** Whether its events tell of the recording, or its JVM, and of nothing at their time. */
        final boolean isBookkeeping;

        /** Whether its events show that JFR goes on. */
        final boolean isBeat;

        private final String threadField;
        private final boolean hasStack;
        private final SlotReader[] slots;
        private final TextReader text;
        long read;

        private Plan(
                JfrMapping row,
                boolean collected,
                JfrType type,
                SlotReader[] slots,
                TextReader text) {
            this.row = row;
            this.name = JfrMapping.modernName(type.name());
            this.collected = collected;
            boolean isPast = OtherEvents.of(name) == OtherEvents.AFTERWARDS;
            this.isBookkeeping = name.equals(SETTING) || name.equals(JVM) || isPast;
            this.isBeat = Heartbeat.isBeat(name);
            boolean hasField = row.threadField() != null && type.has(row.threadField());
            this.threadField = hasField ? row.threadField() : null;
            this.hasStack = row != JfrMapping.OTHER;
            this.slots = slots;
            this.text = text;
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

    /** From there on: of MySQL's X protocol, Db2, gRPC, and ActiveMQ with its other protocols. */
    private static final Set<Long> SERVERS =
            Set.of(33_060L, 50_000L, 50_051L, 61_613L, 61_614L, 61_616L, 61_617L);

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
        JfrMapping row = JfrMapping.of(JfrMapping.modernName(type.name()));
        boolean collected = families.contains(row.family());
        return new Plan(row, collected, type, slots(row, type), text(row, type));
    }

    Collection<Plan> plans() {
        return plans.values();
    }

    /** Fills the record with what the plan reads of the event. */
    public void make(Plan plan, JfrEvent event, JfrRecord record) throws IOException {
        record.row = plan.row.ordinal();
        record.start = event.startTicks();
        record.end = Math.max(record.start, event.endTicks());
        String threadField = plan.threadField;
        record.thread = placeOf(threadField == null ? event.thread() : event.thread(threadField));
        JfrStack stack = plan.hasStack ? event.stack() : null;
        record.stack = stack == null ? JfrRecord.NONE : places.stackPlace(stack);
        for (int i = 0; i < plan.slots.length; i++) {
            record.slots[i] = plan.slots[i].read(event);
        }
        record.text = plan.text == null ? null : cut(plan.text.read(event));
    }

    private long placeOf(JfrThread thread) {
        return thread == null ? JfrRecord.NONE : places.threadPlace(thread);
    }

    private SlotReader[] slots(JfrMapping row, JfrType type) {
        if (row == JfrMapping.CUSTOM || row == JfrMapping.OTHER) {
            long symbol = symbols.id(JfrMapping.modernName(type.name()));
            return new SlotReader[] {event -> symbol};
        }
        return row.fields().stream()
                .map(f -> slot(f, f.nameIn(type), type))
                .toArray(SlotReader[]::new);
    }

    private SlotReader slot(Field field, String name, JfrType type) {
        if (name == null) {
            long absent = field.kind() == Field.Kind.THREAD ? JfrRecord.NONE : 0;
            return event -> absent;
        }
        switch (field.kind()) {
            case NUMBER:
                return event -> event.number(name);
            case FRACTION:
                return event -> event.millionths(name);
            case SPAN:
                long unit = type.spans().getOrDefault(name, 0L);
                return event -> nanos(event.number(name), unit);
            case FLAG:
                return event -> event.flag(name) ? 1 : 0;
            case TEXT:
                return event -> symbols.id(event.text(name));
            case CLASS:
                return event -> classSymbol(event.className(name));
            case METHOD:
                return event -> methodSymbol(event.methodName(name));
            case THREAD:
                return event -> placeOf(event.thread(name));
            case PLACE:
                return event -> symbols.place(event.text(name));
            case PEER:
                return event -> symbols.place(peer(event, name));
            default:
                throw new IllegalStateException("internal error: field of kind " + field.kind());
        }
    }

    /** JFR has the least of all numbers where a time has no end. */
    private static long nanos(long units, long unit) {
        return units <= 0 || unit == 0 || units > Long.MAX_VALUE / unit ? 0 : units * unit;
    }

    /** With its port, unless that is one which systems give to whoever calls. */
    private static String peer(JfrEvent event, String name) {
        String host = event.text(name);
        if (host == null || host.isEmpty()) {
            host = event.text("address");
        }
        long port = event.number("port");
        boolean isServer = port > 0 && port < FIRST_EPHEMERAL || SERVERS.contains(port);
        return host != null && !host.isEmpty() && isServer ? host + ":" + port : host;
    }

    private long classSymbol(String type) {
        if (type == null) {
            return 0;
        }
        Long known = classSymbols.get(type);
        if (known == null) {
            known = (long) symbols.id(ClassNames.fold(type));
            classSymbols.put(type, known);
        }
        return known;
    }

    private long methodSymbol(String method) {
        return symbols.id(method == null ? null : ClassNames.fold(method));
    }

    private static TextReader text(JfrMapping row, JfrType type) {
        if (row == JfrMapping.CUSTOM) {
            List<String> shown = new ArrayList<>(type.fields());
            shown.removeAll(List.of("startTime", "duration", "eventThread", "stackTrace"));
            return event -> fieldsAsText(shown, event);
        }
        if (row == JfrMapping.LOG || row.family() == Family.EXCEPTIONS) {
            return event -> event.text("message");
        }
        return row == JfrMapping.THREAD_NAME ? event -> event.text("name") : null;
    }

    /** A text that is longer than traces have them still is, so that the encoder counts it. */
    public static String cut(String text) {
        if (text == null || text.length() <= LONGEST_TEXT) {
            return text;
        }
        boolean splitsPair = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1));
        return text.substring(0, splitsPair ? LONGEST_TEXT - 1 : LONGEST_TEXT);
    }

    private static String fieldsAsText(List<String> shown, JfrEvent event) {
        StringBuilder text = new StringBuilder();
        for (String field : shown) {
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
