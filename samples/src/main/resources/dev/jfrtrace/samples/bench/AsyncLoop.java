import java.io.IOException;
import java.util.List;
import java.util.Map;
import one.jfr.JfrClass;
import one.jfr.JfrReader;
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

    private AsyncLoop() {}

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
            for (Event event; (event = reader.readEvent()) != null; ) {
                touch(event, reader);
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

    private static void touch(Event event, JfrReader reader) {
        sum += event.time;
        if (event instanceof AnyEvent) {
            sum += ((AnyEvent) event).duration;
        }
        String thread = reader.threads.get(event.tid);
        sum += thread == null ? 0 : thread.length();
        StackTrace stack = reader.stackTraces.get(event.stackTraceId);
        sum += stack == null ? 0 : stack.methods.length;
    }
}
