package dev.jfrtrace.bridge.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.jfrtrace.bridge.export.StackFrames.KnownStack;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/** Writes the events of the Trace Event format, each a line. Times are nanoseconds of the trace. */
final class ChromeWriter {
    /** Compact, but for a line for each event. */
    private static final class Lines extends MinimalPrettyPrinter {
        private static final long serialVersionUID = 1;

        @Override
        public void writeArrayValueSeparator(JsonGenerator g) throws IOException {
            g.writeRaw(",\n");
        }
    }

    /** The names that the format has for what it marks. */
    private static final String STATE_COLOUR = "thread_state_";

    private static final long NANOS_PER_MICRO = 1000;

    private final JsonGenerator json;
    private final Window window;

    /** Of the trace; the file counts from there. */
    private long start;

    private long written;
    private long arrows;

    ChromeWriter(OutputStream out, Window window) throws IOException {
        this.window = window;
        json = new JsonFactory().createGenerator(out);
        // The caller's stream ends with a line break, and may be standard output.
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.setPrettyPrinter(new Lines());
        json.writeStartObject();
        // Otherwise Chromium's viewer rounds times, and loses arrows to slices that begin with
        // them.
        json.writeStringField("displayTimeUnit", "ns");
        json.writeArrayFieldStart("traceEvents");
    }

    void startsAt(long time) {
        start = time;
    }

    long start() {
        return start;
    }

    /** How many events are written, names of rows aside. */
    long written() {
        return written;
    }

    /** Names a section. */
    void section(Track.Section section) throws IOException {
        meta("process_name", section.number(), 0, "name", section.title());
        json.writeStartObject();
        json.writeStringField("ph", "M");
        json.writeStringField("name", "process_sort_index");
        json.writeNumberField("pid", section.number());
        json.writeObjectFieldStart("args");
        json.writeNumberField("sort_index", section.number());
        json.writeEndObject();
        json.writeEndObject();
    }

    /** Names a row. */
    void track(Track track, String name) throws IOException {
        meta("thread_name", track.section().number(), track.number(), "name", name);
    }

    private void meta(String what, int section, int number, String key, String value)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("ph", "M");
        json.writeStringField("name", what);
        json.writeNumberField("pid", section);
        json.writeNumberField("tid", number);
        json.writeObjectFieldStart("args");
        json.writeStringField(key, text(value));
        json.writeEndObject();
        json.writeEndObject();
    }

    /** A slice of a row that is no state. */
    void slice(Track track, String name, String category, long from, long to, KnownStack stack)
            throws IOException {
        slice(track, name, category, null, from, to, stack);
    }

    /**
     * @param colour one of the words for states of threads that viewers have colours for, or {@code
     *     null}
     */
    void slice(
            Track track,
            String name,
            String category,
            String colour,
            long from,
            long to,
            KnownStack stack)
            throws IOException {
        long begin = Math.max(from, window.from(start));
        long end = Math.min(to, window.to(start));
        if (begin > end || begin == end && from != to) {
            return;
        }
        begin("X", name, category, track, begin);
        time("dur", end - begin);
        if (colour != null) {
            json.writeStringField("cname", STATE_COLOUR + colour);
        }
        details(stack, null);
        end();
    }

    /** A point on a row. */
    void instant(
            Track track, String name, String category, long time, KnownStack stack, String message)
            throws IOException {
        if (!window.has(time, start)) {
            return;
        }
        begin("i", name, category, track, time);
        json.writeStringField("s", "t");
        details(stack, message);
        end();
    }

    /** An arrow from a row to another one. */
    void arrow(String name, Track from, long fromTime, Track to, long toTime) throws IOException {
        if (!window.has(fromTime, start) || !window.has(toTime, start)) {
            return;
        }
        arrows++;
        begin("s", name, "wake", from, fromTime);
        json.writeNumberField("id", arrows);
        end();
        begin("f", name, "wake", to, toTime);
        json.writeNumberField("id", arrows);
        json.writeStringField("bp", "e");
        end();
    }

    /** Begins ({@code b}) or ends ({@code e}) something that belongs to no row. */
    void async(String phase, String name, String category, Track track, long id, long time)
            throws IOException {
        // An end that is cut off is at the edge, so that what began ends.
        long shown = Math.min(Math.max(time, window.from(start)), window.to(start));
        begin(phase, name, category, track, shown);
        json.writeStringField("id", String.format(Locale.ROOT, "0x%x", id));
        end();
    }

    /** Whether some of this time is to be seen. */
    boolean shows(long from, long to) {
        return from < window.to(start) && to >= window.from(start);
    }

    /** Values of a name, from now on. */
    void counter(String name, long time, String[] keys, long... values) throws IOException {
        if (!window.has(time, start)) {
            return;
        }
        json.writeStartObject();
        json.writeStringField("ph", "C");
        json.writeStringField("name", name);
        json.writeStringField("cat", "counter");
        json.writeNumberField("pid", Track.Section.THREADS.number());
        time("ts", time - start);
        json.writeObjectFieldStart("args");
        for (int i = 0; i < keys.length; i++) {
            json.writeFieldName(keys[i]);
            json.writeNumber(Long.toUnsignedString(values[i]));
        }
        json.writeEndObject();
        end();
    }

    private void begin(String phase, String name, String category, Track track, long time)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("ph", phase);
        json.writeStringField("name", text(name));
        json.writeStringField("cat", category);
        json.writeNumberField("pid", track.section().number());
        json.writeNumberField("tid", track.number());
        time("ts", time - start);
    }

    private void end() throws IOException {
        json.writeEndObject();
        written++;
    }

    /** In microseconds, to the nanosecond. */
    private void time(String key, long nanos) throws IOException {
        json.writeFieldName(key);
        long rest = nanos % NANOS_PER_MICRO;
        if (rest == 0) {
            json.writeNumber(nanos / NANOS_PER_MICRO);
        } else {
            String digits = String.valueOf(NANOS_PER_MICRO + rest).substring(1);
            json.writeNumber(nanos / NANOS_PER_MICRO + "." + digits);
        }
    }

    /** Some versions of Perfetto end at an escape that is a number. */
    private static String text(String text) {
        StringBuilder clean = new StringBuilder(JsonText.clean(text));
        for (int i = 0; i < clean.length(); i++) {
            char c = clean.charAt(i);
            if (Character.isISOControl(c) && c != '\n' && c != '\t') {
                clean.setCharAt(i, ' ');
            }
        }
        return clean.toString();
    }

    private void details(KnownStack stack, String message) throws IOException {
        if (stack == null && message == null) {
            return;
        }
        if (stack != null && stack.id() != 0) {
            json.writeNumberField("sf", stack.id());
        }
        json.writeObjectFieldStart("args");
        if (message != null) {
            json.writeStringField("message", text(message));
        }
        // Perfetto does not know of stackFrames.
        if (stack != null) {
            json.writeStringField("at", text(stack.at()));
            if (!stack.awaited().isEmpty()) {
                json.writeStringField("for", text(stack.awaited()));
            }
        }
        json.writeEndObject();
    }

    /** Writes the tables behind the events; nothing can follow. */
    void finish(StackFrames frames) throws IOException {
        json.writeEndArray();
        json.writeObjectFieldStart("stackFrames");
        frames.write(json);
        json.writeEndObject();
        json.writeObjectFieldStart("otherData");
        json.writeNumberField("stacksLeftOut", frames.leftOut());
        json.writeEndObject();
        json.writeEndObject();
        json.writeRaw('\n');
        json.close();
    }
}
