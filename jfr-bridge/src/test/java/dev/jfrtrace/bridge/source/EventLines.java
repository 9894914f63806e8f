package dev.jfrtrace.bridge.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** All that a source hands out, each event as a line, for comparing sources. */
final class EventLines implements JfrSource.Handler {
    /** The first so many events of a type are asked for what lies within their fields. */
    private static final int DEEP = 20;

    /** And then one in so many: asking the JDK's reader takes its time. */
    private static final int EVERY = 200;

    final List<String> types = new ArrayList<>();
    final List<String> events = new ArrayList<>();
    private final Map<String, List<String>> paths;
    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<Integer, String> stacks = new HashMap<>();
    private final Map<Integer, Integer> threads = new HashMap<>();

    /**
     * Lines.
     *
     * @param paths for each type, the fields to ask for, and those within them
     */
    EventLines(Map<String, List<String>> paths) {
        this.paths = paths;
    }

    @Override
    public void begin(List<JfrType> all) {
        all.forEach(type -> types.add(type.toString()));
    }

    @Override
    public void event(JfrEvent event) {
        StringBuilder line = new StringBuilder(event.type().name());
        line.append(' ').append(event.startTicks()).append(' ').append(event.endTicks());
        line.append(" on ").append(thread(event.thread()));
        line.append(" at ").append(stack(event.stack()));
        for (String path : asked(event.type())) {
            line.append("\n  ").append(path);
            add(line, "number", () -> event.number(path), 0L);
            add(line, "millionths", () -> event.millionths(path), 0L);
            add(line, "flag", () -> event.flag(path), false);
            add(line, "text", () -> event.text(path), null);
            add(line, "class", () -> event.className(path), null);
            add(line, "method", () -> event.methodName(path), null);
            add(line, "thread", () -> thread(event.thread(path)), null);
            add(line, "display", () -> event.display(path), null);
        }
        events.add(line.toString());
    }

    private List<String> asked(JfrType type) {
        int number = counts.merge(type.name(), 1, Integer::sum);
        boolean isDeep = number <= DEEP || number % EVERY == 0;
        return isDeep ? paths.getOrDefault(type.name(), type.fields()) : type.fields();
    }

    private static void add(
            StringBuilder line, String what, Supplier<Object> value, Object otherwise) {
        Object known;
        try {
            known = value.get();
        } catch (NullPointerException e) {
            // The JDK's way to say that what the path leads through is not there.
            known = otherwise;
        }
        if (known != null && !known.equals(otherwise)) {
            line.append(' ').append(what).append('=').append(known);
        }
    }

    /** JDKs differ in what they say for "no id", and their reader has nothing of absent threads. */
    private String thread(JfrThread thread) {
        if (thread == null || thread.isAbsent()) {
            return null;
        }
        return threads.computeIfAbsent(thread.index(), index -> threads.size())
                + ":"
                + thread.id()
                + ":"
                + Math.max(0, thread.javaId())
                + "/"
                + Math.max(0, thread.osId())
                + "/"
                + thread.javaName()
                + "/"
                + thread.osName()
                + "/"
                + thread.isVirtual()
                + thread.isCarrier();
    }

    private String stack(JfrStack stack) {
        if (stack == null) {
            return null;
        }
        // Frames are told once: they are many.
        String known = stacks.get(stack.index());
        if (known != null) {
            return known;
        }
        stacks.put(stack.index(), Integer.toString(stack.index()));
        return stack.index() + ":" + stack.frames();
    }
}
