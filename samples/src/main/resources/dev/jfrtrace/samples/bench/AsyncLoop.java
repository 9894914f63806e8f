import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import one.jfr.ClassRef;
import one.jfr.Dictionary;
import one.jfr.JfrClass;
import one.jfr.JfrReader;
import one.jfr.MethodRef;
import one.jfr.StackTrace;
import one.jfr.event.Event;

/**
 * Reads a recording as {@code ReadLoop} does, with the reader of async-profiler. Is compiled when
 * it is needed: that reader's jar is no module.
 */
public final class AsyncLoop {
    /** The first fields of each type that {@link AnyEvent} can read. */
    private static final List<String> FIELDS =
            List.of("startTime", "duration", "eventThread", "stackTrace");

    /** What is read goes in here, so that no compiler can leave the reading out. */
    public static long sum;

    private final JfrReader reader;
    private final BitSet seen = new BitSet();
    private final Dictionary<String> methods = new Dictionary<>();

    private AsyncLoop(JfrReader reader) {
        this.reader = reader;
    }

    /** What is read of an event: when, how long, which thread, which stack. */
    public static final class AnyEvent extends Event {
        private final long duration;

        public AnyEvent(JfrReader in) {
            this(in.getVarlong(), in.getVarlong(), in);
        }

        private AnyEvent(long time, long duration, JfrReader in) {
            super(time, in.getVarint(), in.getVarint());
            this.duration = duration;
        }
    }

    /**
     * Reads a file, and tells how many events were read.
     *
     * @param all those of types, too, that the reader would pass over of itself
     */
    public static long read(String file, boolean all) throws IOException {
        long events = 0;
        try (JfrReader reader = new JfrReader(file)) {
            if (all) {
                registerAll(reader);
            }
            AsyncLoop loop = new AsyncLoop(reader);
            for (Event event; (event = reader.readEvent()) != null; ) {
                loop.touch(event);
                events++;
            }
        }
        return events;
    }

    private static void registerAll(JfrReader reader) {
        for (Map.Entry<String, JfrClass> type : reader.typesByName.entrySet()) {
            if (FIELDS.stream().allMatch(field -> type.getValue().field(field) != null)) {
                reader.registerEvent(type.getKey(), AnyEvent.class);
            }
        }
    }

    /** Touches what the other loops touch; the frames once for each stack. */
    private void touch(Event event) {
        sum += event.time;
        if (event instanceof AnyEvent) {
            sum += ((AnyEvent) event).duration;
        }
        String thread = reader.threads.get(event.tid);
        sum += thread == null ? 0 : thread.length();
        if (!seen.get(event.stackTraceId)) {
            seen.set(event.stackTraceId);
            touch(reader.stackTraces.get(event.stackTraceId));
        }
    }

    private void touch(StackTrace stack) {
        for (int i = 0; stack != null && i < stack.methods.length; i++) {
            sum += nameOf(stack.methods[i]).length() + stack.locations[i];
        }
    }

    private String nameOf(long id) {
        String known = methods.get(id);
        if (known == null) {
            MethodRef method = reader.methods.get(id);
            ClassRef type = method == null ? null : reader.classes.get(method.cls);
            known = type == null ? "" : symbol(type.name) + "." + symbol(method.name);
            methods.put(id, known);
        }
        return known;
    }

    private String symbol(long id) {
        byte[] text = reader.symbols.get(id);
        return text == null ? "" : new String(text, StandardCharsets.UTF_8);
    }
}
