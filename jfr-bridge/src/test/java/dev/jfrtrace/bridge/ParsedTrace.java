package dev.jfrtrace.bridge;

import dev.jfrtrace.encoder.judge.GoJudge;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A trace as Go's own parser gives it ({@code go tool trace -d=parsed}), made into records. Tests
 * that read it say what a user of Go's tools sees, not what we meant to write.
 */
public final class ParsedTrace {
    /** Go's word for "no thread", "no proc", "no goroutine". */
    public static final long NONE = -1;

    private static final Pattern EVENT =
            Pattern.compile("M=(-?\\d+) P=(-?\\d+) G=(-?\\d+) (\\w+) Time=(\\d+)(.*)");

    /** {@code Key=word}, {@code Key="text"}, or the two states of a transition. */
    private static final Pattern FIELD =
            Pattern.compile("(\\w+)=(\"(?:[^\"\\\\]|\\\\.)*\"|\\S+)|(\\w+)->(\\w+)");

    /** Names of functions are not quoted, and may hold anything, even a new line. */
    private static final Pattern FUNCTION =
            Pattern.compile("\t([^\t].*) @ 0x[0-9a-f]+", Pattern.DOTALL);

    /**
     * An event.
     *
     * @param kind Go's name of it: StateTransition, RangeBegin, …
     * @param fields what the line says, by Go's names; {@code From} and {@code To} of a transition
     * @param moved functions of the stack of the goroutine that changes its state, leaf first
     * @param stack functions of the stack that the event happened on, leaf first
     */
    public record Event(
            String kind,
            long time,
            long m,
            long p,
            long g,
            Map<String, String> fields,
            List<String> moved,
            List<String> stack) {
        public String text(String field) {
            return fields.get(field);
        }

        public long number(String field) {
            return fields.containsKey(field) ? Long.parseUnsignedLong(fields.get(field)) : NONE;
        }

        /** Whether it is the change of a goroutine from one state to another. */
        public boolean isMove(String from, String to) {
            return fields.containsKey("GoID")
                    && fields.get("From").equals(from)
                    && fields.get("To").equals(to);
        }
    }

    /**
     * A time that a goroutine spends in one state.
     *
     * @param begin the transition into it
     * @param end the transition out of it; {@code null} when the trace ends first
     * @param from its first nanosecond
     * @param to its last, that of the trace when it does not end
     */
    public record Span(String state, Event begin, Event end, long from, long to) {
        public String reason() {
            return begin.text("Reason");
        }

        public long length() {
            return to - from;
        }

        public boolean overlaps(long start, long end) {
            return from < end && to > start;
        }
    }

    /** A range, region or task with both its ends; {@code end} is {@code null} when it has none. */
    public record Pair(Event begin, Event end) {
        public long length() {
            return end.time() - begin.time();
        }
    }

    private final List<Event> events = new ArrayList<>();
    private final Map<Long, List<Span>> spans = new HashMap<>();
    private final Map<Long, String> groups = new LinkedHashMap<>();
    private final Map<Long, String> labels = new HashMap<>();

    /** Lets Go parse a trace; without Go the test is skipped, loudly. */
    public static ParsedTrace of(Path trace) {
        ParsedTrace parsed = new ParsedTrace();
        Reader reader = parsed.new Reader();
        GoJudge.require().parsed(trace, reader::line);
        reader.finish();
        return parsed;
    }

    /** Collects the lines of an event. */
    private final class Reader {
        private Matcher head;
        private List<String> moved = new ArrayList<>();
        private List<String> stack = new ArrayList<>();
        private List<String> open = stack;

        /** The beginning of a function's name that goes on in the next line. */
        private String begun = "";

        void line(String line) {
            Matcher event = EVENT.matcher(line);
            if (event.matches()) {
                finish();
                head = event;
            } else if (line.equals("TransitionStack=")) {
                open = moved;
            } else if (line.equals("Stack=")) {
                open = stack;
            } else if (!line.startsWith("\t\t")) {
                function(begun + line);
            }
        }

        private void function(String text) {
            Matcher function = FUNCTION.matcher(text);
            boolean isWhole = function.matches();
            begun = isWhole || !text.startsWith("\t") ? "" : text + "\n";
            if (isWhole) {
                open.add(function.group(1));
            }
        }

        void finish() {
            if (head != null) {
                add(
                        new Event(
                                head.group(4),
                                Long.parseLong(head.group(5)),
                                Long.parseLong(head.group(1)),
                                Long.parseLong(head.group(2)),
                                Long.parseLong(head.group(3)),
                                fields(head.group(6)),
                                List.copyOf(moved),
                                List.copyOf(stack)));
            }
            moved = new ArrayList<>();
            stack = new ArrayList<>();
            open = stack;
        }
    }

    private static Map<String, String> fields(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher field = FIELD.matcher(text);
        while (field.find()) {
            if (field.group(1) == null) {
                fields.put("From", field.group(3));
                fields.put("To", field.group(4));
            } else {
                fields.put(field.group(1), unquoted(field.group(2)));
            }
        }
        return fields;
    }

    /** Undoes Go's quoting of text. */
    static String unquoted(String word) {
        if (!word.startsWith("\"")) {
            return word;
        }
        StringBuilder text = new StringBuilder();
        for (int at = 1; at < word.length() - 1; at++) {
            char c = word.charAt(at);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            char escaped = word.charAt(++at);
            int digits = escaped == 'x' ? 2 : escaped == 'u' ? 4 : escaped == 'U' ? 8 : 0;
            if (digits > 0) {
                text.appendCodePoint(Integer.parseInt(word.substring(at + 1, at + 1 + digits), 16));
                at += digits;
            } else {
                int control = "abfnrtv".indexOf(escaped);
                text.append(control < 0 ? escaped : "\u0007\b\f\n\r\t\u000b".charAt(control));
            }
        }
        return text.toString();
    }

    private void add(Event event) {
        events.add(event);
        if (event.kind().equals("Label")) {
            labels.put(event.g(), event.text("Label"));
        }
        if (event.fields().containsKey("GoID")) {
            long g = event.number("GoID");
            if (event.text("From").equals("NotExist") && !event.moved().isEmpty()) {
                groups.put(g, event.moved().get(event.moved().size() - 1));
            }
            move(spans.computeIfAbsent(g, id -> new ArrayList<>()), event);
        }
    }

    private static void move(List<Span> of, Event event) {
        // A goroutine that is stated anew goes from a state to the same one.
        if (event.text("From").equals(event.text("To"))) {
            return;
        }
        if (!of.isEmpty()) {
            Span last = of.remove(of.size() - 1);
            of.add(new Span(last.state(), last.begin(), event, last.from(), event.time()));
        }
        of.add(new Span(event.text("To"), event, null, event.time(), Long.MAX_VALUE));
    }

    public List<Event> events() {
        return events;
    }

    public List<Event> events(String kind) {
        return events.stream().filter(e -> e.kind().equals(kind)).toList();
    }

    /** Time of the last event. */
    public long end() {
        return events.get(events.size() - 1).time();
    }

    /** Every goroutine that ever was, with the name that viewers group it by. */
    public Map<Long, String> groups() {
        return groups;
    }

    /** The label of a goroutine, or {@code null}. */
    public String label(long g) {
        return labels.get(g);
    }

    /** All that a goroutine does, in the order of time. */
    public List<Span> spans(long g) {
        List<Span> of = spans.getOrDefault(g, List.of());
        return of.stream()
                .map(
                        s ->
                                s.end() == null
                                        ? new Span(s.state(), s.begin(), null, s.from(), end())
                                        : s)
                .toList();
    }

    /** When a goroutine is in a state. */
    public List<Span> spans(long g, String state) {
        return spans(g).stream().filter(s -> s.state().equals(state)).toList();
    }

    /** When a goroutine waits for a reason. */
    public List<Span> waits(long g, String reason) {
        return spans(g, "Waiting").stream().filter(s -> s.reason().equals(reason)).toList();
    }

    /** The state of a goroutine at a time; {@code null} while it does not exist. */
    public Span at(long g, long time) {
        return spans(g).stream()
                .filter(s -> s.from() <= time && (s.end() == null || time < s.to()))
                .findFirst()
                .orElse(null);
    }

    /** The event that creates a goroutine. */
    public Event creation(long g) {
        return events.stream()
                .filter(e -> e.number("GoID") == g && e.text("From").equals("NotExist"))
                .findFirst()
                .orElseThrow();
    }

    /** The goroutines that run on some proc at some time between two instants. */
    public Stream<Span> running(long from, long to) {
        return spans.keySet().stream()
                .flatMap(g -> spans(g, "Running").stream())
                .filter(span -> span.overlaps(from, to));
    }

    /** The stops of the world, by the names that {@code go tool trace} shows. */
    public List<Pair> stops() {
        return pairs("RangeBegin", "RangeEnd", "Name").stream()
                .filter(p -> p.begin().text("Name").startsWith("stop-the-world"))
                .toList();
    }

    /** The stops that Go's MMU takes for the collector's. */
    public List<Pair> gcStops() {
        return stops().stream().filter(p -> p.begin().text("Name").contains("GC")).toList();
    }

    /** Ranges of a name, each with its end. */
    public List<Pair> ranges(String name) {
        return pairs("RangeBegin", "RangeEnd", "Name").stream()
                .filter(p -> p.begin().text("Name").equals(name))
                .toList();
    }

    public List<Pair> regions(String type) {
        return pairs("RegionBegin", "RegionEnd", "Type").stream()
                .filter(p -> p.begin().text("Type").equals(type))
                .toList();
    }

    public List<Pair> tasks(String type) {
        List<Pair> tasks = new ArrayList<>();
        for (Event begin : events("TaskBegin")) {
            Event end =
                    events("TaskEnd").stream()
                            .filter(e -> e.number("ID") == begin.number("ID"))
                            .findFirst()
                            .orElse(null);
            if (begin.text("Type").equals(type)) {
                tasks.add(new Pair(begin, end));
            }
        }
        return tasks;
    }

    public List<Event> logs(String category) {
        return events("Log").stream().filter(e -> e.text("Category").equals(category)).toList();
    }

    /** Values of a metric whose name contains a text. */
    public List<Event> metrics(String name) {
        return events("Metric").stream().filter(e -> e.text("Name").contains(name)).toList();
    }

    /** The number in a metric. */
    public static long value(Event metric) {
        return Long.parseUnsignedLong(
                metric.text("Value").replaceAll("\\D+64\\((\\d+)\\)\\}", "$1"));
    }

    /** Begins with their ends, which are the innermost that fit on the same goroutine. */
    private List<Pair> pairs(String begin, String end, String key) {
        List<Pair> pairs = new ArrayList<>();
        List<Integer> open = new ArrayList<>();
        for (Event event : events) {
            if (event.kind().equals(begin)) {
                open.add(pairs.size());
                pairs.add(new Pair(event, null));
            } else if (event.kind().equals(end)) {
                for (int i = open.size() - 1; i >= 0; i--) {
                    Event begun = pairs.get(open.get(i)).begin();
                    if (begun.g() == event.g() && begun.text(key).equals(event.text(key))) {
                        pairs.set(open.remove(i), new Pair(begun, event));
                        break;
                    }
                }
            }
        }
        return pairs;
    }
}
