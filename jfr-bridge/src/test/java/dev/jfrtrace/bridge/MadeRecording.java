package dev.jfrtrace.bridge;

import dev.jfrtrace.bridge.source.Chunk;
import dev.jfrtrace.bridge.source.ChunkHeader;
import dev.jfrtrace.bridge.source.JfrEvent;
import dev.jfrtrace.bridge.source.JfrFrame;
import dev.jfrtrace.bridge.source.JfrSource;
import dev.jfrtrace.bridge.source.JfrStack;
import dev.jfrtrace.bridge.source.JfrThread;
import dev.jfrtrace.bridge.source.JfrType;
import dev.jfrtrace.bridge.source.Losses;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A recording that is made up, event by event: for what no JVM can be told to do. It is of one
 * chunk, unless it is cut, and takes the place of the JDK's reader. Times are nanoseconds from the
 * recording's start, which are those of the trace less {@link
 * dev.jfrtrace.bridge.collect.JvmRecording#START}.
 */
public final class MadeRecording implements JfrSource {
    private static final long WALL_START = 1_700_000_000_000_000_000L;
    private static final long DAY = 86_400_000_000_000L;

    private final ChunkHeader header;
    private final Map<JfrThread, JfrThread> seen = new IdentityHashMap<>();
    private final List<Stack> stacks = new ArrayList<>();
    private final List<Made> events = new ArrayList<>();
    private final List<String> numbered = new ArrayList<>();
    private final List<Long> cuts = new ArrayList<>();

    /** A recording whose clock counts nanoseconds. */
    public MadeRecording() {
        this(new ChunkHeader(2, 1, 1_000, WALL_START, DAY, 5_000_000_000L, 1_000_000_000));
    }

    public MadeRecording(ChunkHeader header) {
        this.header = header;
    }

    /** The chunk that all of it is in. */
    public Chunk chunk() {
        return new Chunk(Path.of("made.jfr"), 0, header);
    }

    /** Events that end at {@code nanos} or later stand in another chunk than those before. */
    public void cutAt(long nanos) {
        cuts.add(nanos);
    }

    /** Those that it has been cut into, in order. */
    public List<Chunk> chunks() {
        List<Chunk> chunks = new ArrayList<>(List.of(chunk()));
        for (long cut : cuts) {
            ChunkHeader later =
                    new ChunkHeader(
                            header.major(),
                            header.minor(),
                            header.size(),
                            header.startNanos() + cut,
                            header.durationNanos() - cut,
                            header.startTicks() + cut,
                            header.ticksPerSecond());
            chunks.add(new Chunk(Path.of("made.jfr"), chunks.size(), later));
        }
        return chunks;
    }

    private boolean isIn(Chunk chunk, Made event) {
        long from = chunk.header().startTicks() - header.startTicks();
        int next = cuts.indexOf(from) + 1;
        long to = next == cuts.size() ? Long.MAX_VALUE : cuts.get(next);
        return (next == 0 || event.end >= from) && event.end < to;
    }

    /** A platform thread; its index it gets when it is first met. */
    public JfrThread thread(String name, long javaId, long osId) {
        return new JfrThread(-1, javaId, osId, name, name, false);
    }

    /** A thread of the VM. */
    public JfrThread vmThread(String name, long osId) {
        return new JfrThread(-1, 0, osId, null, name, false);
    }

    public JfrThread virtualThread(String name, long javaId) {
        return new JfrThread(-1, javaId, -1, name, null, true);
    }

    /** A platform thread that carries virtual ones. */
    public JfrThread carrier(String name, long javaId, long osId) {
        return new JfrThread(-1, 0, javaId, osId, name, name, false, true);
    }

    private JfrThread met(JfrThread thread) {
        return thread == null
                ? null
                : seen.computeIfAbsent(
                        thread,
                        t ->
                                new JfrThread(
                                        seen.size(),
                                        t.id(),
                                        t.javaId(),
                                        t.osId(),
                                        t.javaName(),
                                        t.osName(),
                                        t.isVirtual(),
                                        t.isCarrier()));
    }

    /** An event of any type; {@code jdk.} may be left out of the JDK's. */
    public Made event(String type) {
        Made event = new Made(named(type));
        events.add(event);
        return event;
    }

    /** An event under way: what is not said is absent. */
    public final class Made {
        private final String type;
        private final Map<String, Object> fields = new LinkedHashMap<>();
        private long start;
        private long end;
        private JfrThread thread;
        private JfrStack stack;

        private Made(String type) {
            this.type = type;
        }

        /** Happens at an instant. */
        public Made at(long nanos) {
            return from(nanos, nanos);
        }

        public Made from(long fromNanos, long toNanos) {
            start = fromNanos;
            end = toNanos;
            return this;
        }

        /** Happens on a thread, under the names that the JDK's events have for it. */
        public Made on(JfrThread on) {
            thread = on;
            with("sampledThread", on);
            return with("thread", on);
        }

        /** Methods as {@code Type.method}, leaf first. */
        public Made in(String... methods) {
            Stack made = new Stack(stacks.size(), frames(methods));
            stacks.add(made);
            stack = made;
            return this;
        }

        /** A field; classes and methods as text, threads as they are. */
        public Made with(String field, Object value) {
            fields.put(field, value);
            return this;
        }
    }

    private static List<JfrFrame> frames(String... methods) {
        return Arrays.stream(methods)
                .map(
                        method -> {
                            int dot = method.lastIndexOf('.');
                            return new JfrFrame(
                                    method.substring(0, Math.max(0, dot)),
                                    method.substring(dot + 1),
                                    1);
                        })
                .toList();
    }

    /** As JFR has them: the fields of which a row asks how long they are. */
    private static final SortedMap<String, Long> SPANS =
            new TreeMap<>(Map.of("timeout", 1L, "time", 1L));

    private record Stack(int index, List<JfrFrame> frames) implements JfrStack {}

    @Override
    public Losses read(Chunk chunk, Handler handler) {
        Map<String, JfrType> types = types();
        seen.clear();
        handler.begin(List.copyOf(types.values()));
        for (Made event : events) {
            if (isIn(chunk, event)) {
                handler.event(new View(event, types.get(event.type)));
            }
        }
        return Losses.NONE;
    }

    /** The number of an event type, which is there even when none of its events is. */
    public long typeId(String type) {
        String name = named(type);
        if (!numbered.contains(name)) {
            numbered.add(name);
        }
        return numbered.indexOf(name);
    }

    private static String named(String type) {
        return type.contains(".") ? type : "jdk." + type;
    }

    private Map<String, JfrType> types() {
        Map<String, Set<String>> fields = new LinkedHashMap<>();
        numbered.forEach(name -> fields.put(name, new LinkedHashSet<>()));
        for (Made event : events) {
            Set<String> of = fields.computeIfAbsent(event.type, t -> new LinkedHashSet<>());
            event.fields.keySet().forEach(f -> of.add(f.replaceAll("\\..*", "")));
        }
        Map<String, JfrType> types = new LinkedHashMap<>();
        fields.forEach(
                (name, of) ->
                        types.put(
                                name,
                                new JfrType(types.size(), name, true, List.copyOf(of), SPANS)));
        return types;
    }

    private final class View implements JfrEvent {
        private final Made event;
        private final JfrType type;

        View(Made event, JfrType type) {
            this.event = event;
            this.type = type;
        }

        @Override
        public JfrType type() {
            return type;
        }

        @Override
        public long startTicks() {
            return header.startTicks() + event.start;
        }

        @Override
        public long endTicks() {
            return header.startTicks() + event.end;
        }

        @Override
        public JfrThread thread() {
            return met(event.thread);
        }

        @Override
        public JfrStack stack() {
            return event.stack;
        }

        @Override
        public long number(String field) {
            return event.fields.get(field) instanceof Number number ? number.longValue() : 0;
        }

        @Override
        public long millionths(String field) {
            return event.fields.get(field) instanceof Number number
                    ? (long) (number.doubleValue() * 1e6)
                    : 0;
        }

        @Override
        public boolean flag(String field) {
            return Boolean.TRUE.equals(event.fields.get(field));
        }

        @Override
        public String text(String field) {
            return event.fields.get(field) instanceof String text ? text : null;
        }

        @Override
        public String className(String field) {
            return text(field);
        }

        @Override
        public String methodName(String field) {
            return text(field);
        }

        @Override
        public JfrThread thread(String field) {
            return event.fields.get(field) instanceof JfrThread thread ? met(thread) : null;
        }

        @Override
        public String display(String field) {
            Object value = event.fields.get(field);
            return value == null || value instanceof JfrThread ? null : value.toString();
        }
    }
}
