package dev.jfrtrace.encoder.read.text;

import dev.jfrtrace.encoder.format.Arg;
import dev.jfrtrace.encoder.format.EventType;
import dev.jfrtrace.encoder.format.Limits;
import dev.jfrtrace.encoder.format.TraceFormatException;
import dev.jfrtrace.encoder.format.TraceFormatException.Fault;
import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.read.raw.RawEvent;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a trace in Go's text grammar, event by event; as little is judged as by {@link
 * dev.jfrtrace.encoder.read.raw.RawReader}. The offset of a {@link TraceFormatException} is the
 * number of the line here, counted from 1. Not thread-safe.
 */
public final class RawTextReader implements Closeable {
    private static final String GO = "Go";

    private final BufferedReader in;
    private final TraceVersion version;
    private long line;

    /** Reads the header. */
    public RawTextReader(Reader in) throws IOException {
        this.in = new BufferedReader(in);
        Words header = words();
        if (header == null || !header.next().equals("Trace")) {
            throw wrong("no header", "\"Trace Go1.NN\"");
        }
        String named = header.next();
        version = named.startsWith(GO) ? TraceVersion.named(named.substring(GO.length())) : null;
        if (version == null) {
            throw TraceFormatException.ofLine(
                    Fault.UNSUPPORTED,
                    line,
                    '"' + named + '"',
                    "Go and one of " + Arrays.toString(TraceVersion.values()));
        }
        header.end();
    }

    public TraceVersion version() {
        return version;
    }

    /** The next event, or {@code null} at the end. */
    public RawEvent next() throws IOException {
        Words words = words();
        if (words == null) {
            return null;
        }
        EventType type = type(words.next());
        List<String> names = type.args().stream().map(Arg::specName).toList();
        long[] args = words.arguments(names);
        if (type == EventType.STACK_ENTRY) {
            args = withFrames(args);
        }
        return new RawEvent(type, args, RawEvent.hasData(type) ? data() : null);
    }

    private EventType type(String name) throws TraceFormatException {
        for (EventType type : EventType.values()) {
            if (type.specName().equals(name) && version.knows(type)) {
                return type;
            }
        }
        throw wrong('"' + name + '"', "an event of version " + version);
    }

    private long[] withFrames(long[] args) throws IOException {
        if (args[1] < 0 || args[1] > Limits.MAX_FRAMES_PER_STACK) {
            throw wrong(
                    Long.toUnsignedString(args[1]) + " frames",
                    "at most " + Limits.MAX_FRAMES_PER_STACK);
        }
        int frames = (int) args[1];
        long[] all = Arrays.copyOf(args, args.length + frames * RawEvent.FRAME_ARGS);
        for (int i = 0; i < frames; i++) {
            long[] frame = more("a frame").arguments(RawText.FRAME);
            System.arraycopy(frame, 0, all, args.length + i * frame.length, frame.length);
        }
        return all;
    }

    private byte[] data() throws IOException {
        String text = more("data").rest.strip();
        int equals = text.indexOf('=');
        if (equals < 0 || !text.substring(0, equals).strip().equals(RawText.DATA)) {
            throw wrong(text, "data=\"…\"");
        }
        try {
            return GoQuote.unquote(text.substring(equals + 1).strip());
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage(), "a string as Go quotes it");
        }
    }

    private Words more(String what) throws IOException {
        Words words = words();
        if (words == null) {
            throw TraceFormatException.ofLine(Fault.TRUNCATED, line, "the end of the text", what);
        }
        return words;
    }

    /** The next line that says anything, or {@code null}. */
    private Words words() throws IOException {
        String text = in.readLine();
        while (text != null) {
            line++;
            Words words = new Words(text);
            if (!words.isEmpty()) {
                return words;
            }
            text = in.readLine();
        }
        return null;
    }

    private TraceFormatException wrong(String found, String expected) {
        return TraceFormatException.ofLine(Fault.CORRUPT, line, found, expected);
    }

    /** The words of a line; a hash ends it. */
    private final class Words {
        private String rest;

        Words(String line) {
            rest = line;
        }

        boolean isEmpty() {
            String start = rest.strip();
            return start.isEmpty() || start.charAt(0) == '#';
        }

        /** The next word; empty when there is none. */
        String next() {
            rest = rest.strip();
            int end = 0;
            while (end < rest.length()
                    && !Character.isWhitespace(rest.charAt(end))
                    && rest.charAt(end) != '#') {
                end++;
            }
            String word = rest.substring(0, end);
            rest = rest.substring(end);
            return word;
        }

        void end() throws TraceFormatException {
            if (!isEmpty()) {
                throw wrong('"' + rest + '"', "the end of the line");
            }
        }

        long[] arguments(List<String> names) throws TraceFormatException {
            List<Long> values = new ArrayList<>();
            for (String name : names) {
                values.add(argument(name, next()));
            }
            end();
            return values.stream().mapToLong(Long::longValue).toArray();
        }

        private long argument(String name, String word) throws TraceFormatException {
            if (!word.startsWith(name + "=")) {
                throw wrong('"' + word + '"', name + "=NUMBER");
            }
            try {
                return Long.parseUnsignedLong(word.substring(name.length() + 1));
            } catch (NumberFormatException e) {
                throw wrong('"' + word + '"', "a number of 64 bits");
            }
        }
    }

    /** Closes the input. */
    @Override
    public void close() throws IOException {
        in.close();
    }
}
