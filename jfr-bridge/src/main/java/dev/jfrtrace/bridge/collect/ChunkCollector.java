package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.bridge.mapping.Family;
import dev.jfrtrace.bridge.mapping.Field;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.bridge.source.Chunk;
import dev.jfrtrace.bridge.source.ChunkHeader;
import dev.jfrtrace.bridge.source.HandlerException;
import dev.jfrtrace.bridge.source.JfrEvent;
import dev.jfrtrace.bridge.source.JfrSource;
import dev.jfrtrace.bridge.source.JfrStack;
import dev.jfrtrace.bridge.source.JfrThread;
import dev.jfrtrace.bridge.source.JfrType;
import dev.jfrtrace.encoder.format.Limits;
import dev.jfrtrace.encoder.generation.Utf8;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/** Turns the events of one chunk into records, as the rows of {@link JfrMapping} say. */
final class ChunkCollector implements JfrSource.Handler {
    private static final String SETTING = "jdk.ActiveSetting";
    private static final String JVM = "jdk.JVMInformation";

    /** An event may start this long after the end that its chunk's header claims. */
    private static final long MAX_SECONDS_OF_STARTS = 3600;

    /** And end this long after it. */
    private static final long MAX_SECONDS_OF_ENDS = 1;

    /** What to do with the events of one type: found once per chunk, then used for each event. */
    private static final class Plan {
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
    }

    private final Chunk chunk;
    private final Set<Family> families;
    private final Symbols symbols;
    private final StackStore stackStore;
    private final RunWriter runs;
    private final LongConsumer progress;
    private final Map<JfrType, Plan> plans = new IdentityHashMap<>();
    private final Map<Long, String> typeNames = new HashMap<>();
    private final Map<String, Long> classSymbols = new HashMap<>();
    private final Map<String, Long> excluded = new TreeMap<>();
    private final List<JfrThread> threads = new ArrayList<>();
    private final List<ThreadLife> lives = new ArrayList<>();
    private final Settings settings = new Settings();
    private final JfrRecord record = new JfrRecord();
    private long[] stackPlaces = new long[256];
    private final long plausibleStart;
    private final long plausibleEnd;
    private String identity;
    private long lastTicks;
    private long lostBytes;
    private long count;
    private long expected;

    ChunkCollector(
            Chunk chunk,
            Set<Family> families,
            Symbols symbols,
            StackStore stackStore,
            RunWriter runs,
            LongConsumer progress) {
        this.chunk = chunk;
        this.families = families;
        this.symbols = symbols;
        this.stackStore = stackStore;
        this.runs = runs;
        this.progress = progress;
        this.lastTicks = chunk.header().startTicks();
        boolean isKnown = chunk.header().durationNanos() > 0;
        this.plausibleStart =
                isKnown ? plausible(chunk.header(), MAX_SECONDS_OF_STARTS) : Long.MAX_VALUE;
        this.plausibleEnd =
                isKnown ? plausible(chunk.header(), MAX_SECONDS_OF_ENDS) : Long.MAX_VALUE;
        Arrays.fill(stackPlaces, JfrRecord.NONE);
    }

    @Override
    public void begin(List<JfrType> types, long events) {
        expected = Math.max(1, events);
        types.forEach(type -> typeNames.put(type.id(), JfrMapping.modernName(type.name())));
    }

    @Override
    public void event(JfrEvent event) {
        try {
            Plan plan = plans.computeIfAbsent(event.type(), this::plan);
            plan.read++;
            count++;
            if ((count & 0xFFF) == 0) {
                progress.accept((long) ((double) count / expected * chunk.header().size()));
            }
            if (plan.collected) {
                collect(plan, event);
            } else {
                readBookkeeping(plan, event);
            }
        } catch (IOException e) {
            throw new HandlerException(e);
        }
    }

    private Plan plan(JfrType type) {
        String name = JfrMapping.modernName(type.name());
        JfrMapping row = JfrMapping.of(name);
        boolean bookkeeping = name.equals(SETTING) || name.equals(JVM);
        boolean on = families.contains(row.family());
        if (!on) {
            excluded.put(name, 0L);
        }
        return new Plan(row, name, symbols.id(name), on && !bookkeeping, type);
    }

    private void readBookkeeping(Plan plan, JfrEvent event) {
        if (plan.name.equals(SETTING)) {
            String type = typeNames.getOrDefault(event.number("id"), "");
            settings.add(type, event.text("name"), event.text("value"));
        } else if (plan.name.equals(JVM)) {
            readIdentity(event.number("pid"), event.number("jvmStartTime"));
        } else {
            excluded.merge(plan.name, 1L, Long::sum);
        }
    }

    /** Recorders that are not HotSpot leave out one or the other: then it identifies nothing. */
    private void readIdentity(long pid, long startTime) {
        if (pid > 0 && startTime > 0) {
            identity = pid + "@" + startTime;
        }
    }

    private void collect(Plan plan, JfrEvent event) throws IOException {
        JfrMapping row = plan.row;
        record.row = row.ordinal();
        record.start = event.startTicks();
        record.end = Math.max(record.start, event.endTicks());
        JfrThread thread = plan.hasThreadField ? event.thread(row.threadField()) : event.thread();
        record.thread = thread == null ? JfrRecord.NONE : indexOf(thread);
        record.stack = row == JfrMapping.OTHER ? JfrRecord.NONE : placeOf(event.stack());
        record.text = null;
        if (row == JfrMapping.CUSTOM || row == JfrMapping.OTHER) {
            record.slots[0] = plan.nameSymbol;
        } else {
            readFields(plan, event);
        }
        readText(plan, event);
        noteLife(row, event);
        noteTime();
        runs.add(record);
    }

    private void readFields(Plan plan, JfrEvent event) {
        List<Field> fields = plan.row.fields();
        for (int i = 0; i < fields.size(); i++) {
            String name = plan.fields[i];
            record.slots[i] =
                    name == null ? absent(fields.get(i)) : read(fields.get(i), name, event);
        }
        if (plan.row == JfrMapping.DATA_LOSS) {
            lostBytes = Math.max(lostBytes, event.number("total"));
        }
    }

    private static long absent(Field field) {
        return field.kind() == Field.Kind.THREAD ? JfrRecord.NONE : 0;
    }

    private long read(Field field, String name, JfrEvent event) {
        switch (field.kind()) {
            case NUMBER:
                return event.number(name);
            case FLAG:
                return event.flag(name) ? 1 : 0;
            case TEXT:
                return symbols.id(event.text(name));
            case CLASS:
                String type = event.className(name);
                return type == null ? 0 : classSymbols.computeIfAbsent(type, this::classSymbol);
            case METHOD:
                String method = event.methodName(name);
                return symbols.id(method == null ? null : ClassNames.fold(method));
            case THREAD:
                JfrThread thread = event.thread(name);
                return thread == null ? JfrRecord.NONE : indexOf(thread);
            default:
                throw new IllegalStateException("internal error: field of kind " + field.kind());
        }
    }

    private long classSymbol(String type) {
        return symbols.id(ClassNames.fold(type));
    }

    private void readText(Plan plan, JfrEvent event) {
        String text = null;
        if (plan.row == JfrMapping.CUSTOM) {
            text = fieldsAsText(plan, event);
        } else if (plan.row == JfrMapping.LOG || plan.row.family() == Family.EXCEPTIONS) {
            text = event.text("message");
        }
        record.text = text == null || !Utf8.isTooLong(text) ? text : Utf8.head(text);
    }

    private static String fieldsAsText(Plan plan, JfrEvent event) {
        StringBuilder text = new StringBuilder();
        for (String field : plan.shown) {
            String value = event.display(field);
            if (value != null && text.length() < Limits.MAX_STRING_BYTES) {
                text.append(text.length() == 0 ? "" : ", ").append(field).append('=');
                text.append(value, 0, Math.min(value.length(), Limits.MAX_STRING_BYTES));
            }
        }
        return text.length() == 0 ? null : text.toString();
    }

    private void noteLife(JfrMapping row, JfrEvent event) {
        if (record.thread == JfrRecord.NONE) {
            return;
        }
        ThreadLife life = lives.get((int) record.thread);
        if (row == JfrMapping.THREAD_START || row == JfrMapping.VIRTUAL_THREAD_START) {
            life.start = record.start;
        } else if (row == JfrMapping.THREAD_END || row == JfrMapping.VIRTUAL_THREAD_END) {
            life.end = record.start;
        } else if (life.firstStack == JfrRecord.NONE) {
            life.firstStack = record.stack;
        }
    }

    private long indexOf(JfrThread thread) {
        while (threads.size() <= thread.index()) {
            threads.add(null);
            lives.add(new ThreadLife());
        }
        threads.set(thread.index(), thread);
        return thread.index();
    }

    private long placeOf(JfrStack stack) throws IOException {
        if (stack == null) {
            return JfrRecord.NONE;
        }
        int index = stack.index();
        if (index >= stackPlaces.length) {
            int old = stackPlaces.length;
            stackPlaces = Arrays.copyOf(stackPlaces, Math.max(old * 2, index + 1));
            Arrays.fill(stackPlaces, old, stackPlaces.length, JfrRecord.NONE);
        }
        if (stackPlaces[index] == JfrRecord.NONE) {
            stackPlaces[index] = stackStore.add(stack.frames());
        }
        return stackPlaces[index];
    }

    /**
     * Moves the recording's end. Ends of events may lie in the future, as bad durations do; starts
     * hardly, and chunks are known whose header says that they ended long before their last events.
     */
    private void noteTime() {
        if (record.start <= plausibleStart) {
            lastTicks = Math.max(lastTicks, record.start);
        }
        if (record.end <= plausibleEnd) {
            lastTicks = Math.max(lastTicks, record.end);
        }
    }

    /** Ticks at which a time stops being plausible: so long after the end that the chunk claims. */
    private static long plausible(ChunkHeader header, long secondsAfter) {
        double seconds = header.durationNanos() / 1e9 + secondsAfter;
        // A double that is too large becomes the largest long; the sum must not overflow either.
        double ticks = header.startTicks() + seconds * header.ticksPerSecond();
        return (long) ticks;
    }

    CollectedChunk finish() throws IOException {
        stackStore.endChunk();
        Map<String, Long> read = new TreeMap<>();
        plans.forEach((type, plan) -> read.merge(plan.name, plan.read, Long::sum));
        excluded.values().removeIf(n -> n == 0);
        return new CollectedChunk(
                chunk,
                identity,
                threads,
                lives,
                runs.finish(),
                lastTicks,
                read,
                excluded,
                settings,
                lostBytes);
    }
}
