package dev.jfrtrace.encoder.order;

import dev.jfrtrace.encoder.format.Arg;
import dev.jfrtrace.encoder.format.EventType;
import dev.jfrtrace.encoder.format.GoStatus;
import dev.jfrtrace.encoder.format.Limits;
import dev.jfrtrace.encoder.format.ProcStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of a {@link Script}: an event, or where a generation ends.
 *
 * <pre>
 * M=1 GoBlock reason_string="sync" stack=0
 * ! M=- GoUnblock g=7 g_seq=1
 * ! generation
 * </pre>
 *
 * Names are those of the event table. {@code -} is "none"; a status is its name or number, a string
 * its text or a bare id. Arguments that are left out are 0; {@code at=5000} puts the event there in
 * time instead of right after the one before. A line that starts with {@code !} is the one that
 * breaks the script's rule.
 *
 * @param type {@code null} where a generation ends
 * @param m the thread, or {@link Limits#NONE}
 * @param values arguments in the table's order, without the time
 * @param time 0 for "right after the line before"
 * @param isLast whether the trace ends here, not only a generation
 */
public record ScriptLine(
        EventType type, long m, List<Value> values, long time, boolean breaks, boolean isLast) {
    /**
     * An argument.
     *
     * @param text {@code null} unless it is a text that still needs an id
     */
    public record Value(long number, String text) {}

    private static final Pattern PAIR = Pattern.compile("(\\w+)=(\"[^\"]*\"|\\S+)");

    /** The arguments as numbers, four of them; {@code ids} finds the id of a text. */
    public long[] arguments(ToLongFunction<String> ids) {
        long[] numbers = new long[Limits.MAX_EVENT_ARGS];
        for (int i = 0; i < values.size(); i++) {
            Value value = values.get(i);
            numbers[i] = value.text == null ? value.number : ids.applyAsLong(value.text);
        }
        return numbers;
    }

    /** The text of the only string argument; {@code null} when there is none or more. */
    public String text() {
        String found = null;
        for (Value value : values) {
            if (value.text != null && found != null) {
                return null;
            }
            found = value.text != null ? value.text : found;
        }
        return found;
    }

    static ScriptLine parse(String line) {
        boolean breaks = line.startsWith("!");
        String rest = breaks ? line.substring(1).strip() : line;
        if (rest.equals("generation") || rest.equals("end")) {
            return new ScriptLine(null, Limits.NONE, List.of(), 0, breaks, rest.equals("end"));
        }
        try {
            return event(rest, breaks);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("script line: " + line, e);
        }
    }

    private static ScriptLine event(String line, boolean breaks) {
        String[] words = line.split(" ", 3);
        long m = number(words[0].substring("M=".length()));
        EventType type = type(words[1]);
        Map<String, String> given = new HashMap<>();
        Matcher pairs = PAIR.matcher(words.length < 3 ? "" : words[2]);
        while (pairs.find()) {
            given.put(pairs.group(1), pairs.group(2));
        }
        List<Value> values = new ArrayList<>();
        for (Arg arg : type.args().subList(1, type.args().size())) {
            String value = given.remove(arg.specName());
            values.add(value == null ? new Value(0, null) : value(arg, value));
        }
        long time = Long.parseLong(given.getOrDefault("at", "0"));
        given.remove("at");
        if (!given.isEmpty()) {
            throw new IllegalArgumentException(type + " has no argument " + given.keySet());
        }
        return new ScriptLine(type, m, values, time, breaks, false);
    }

    private static EventType type(String name) {
        for (EventType type : EventType.values()) {
            if (type.specName().equals(name)) {
                return type;
            }
        }
        throw new IllegalArgumentException("no event " + name);
    }

    private static Value value(Arg arg, String value) {
        if (value.startsWith("\"")) {
            return new Value(0, value.substring(1, value.length() - 1));
        }
        if (Character.isLetter(value.charAt(0))) {
            int status =
                    arg == Arg.P_STATUS
                            ? ProcStatus.valueOf(value).number()
                            : GoStatus.valueOf(value).number();
            return new Value(status, null);
        }
        return new Value(number(value), null);
    }

    private static long number(String text) {
        return text.equals("-") ? Limits.NONE : Long.parseLong(text);
    }
}
