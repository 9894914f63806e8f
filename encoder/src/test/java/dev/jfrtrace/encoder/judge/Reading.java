package dev.jfrtrace.encoder.judge;

import dev.jfrtrace.encoder.format.TraceFormatException;
import dev.jfrtrace.encoder.read.TraceEvent;
import dev.jfrtrace.encoder.read.TraceReader;
import dev.jfrtrace.encoder.read.summary.GoroutineSummary;
import dev.jfrtrace.encoder.read.summary.Summarizer;
import dev.jfrtrace.encoder.read.text.EventText;
import dev.jfrtrace.encoder.util.LosslessUtf8;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * What our reader says of a trace.
 *
 * @param events how many it gave, up to the end or the fault
 * @param digest of their text, as GoTraces has it
 * @param fault {@code null} when the trace is good
 */
public record Reading(long events, String digest, TraceFormatException fault) {
    public boolean accepted() {
        return fault == null;
    }

    public static Reading of(byte[] trace) throws IOException {
        MessageDigest digest = sha256();
        long[] events = {0};
        TraceFormatException fault =
                print(
                        trace,
                        text -> {
                            digest.update(LosslessUtf8.encode(withoutChance(text.toString())));
                            events[0]++;
                        });
        return new Reading(events[0], HexFormat.of().formatHex(digest.digest()), fault);
    }

    /** As in {@code readall/main.go}, which says why. */
    private static String withoutChance(String text) {
        boolean isChance = text.contains(" Running->Running ") && text.contains(" ProcID=");
        String before = " StateTransition ";
        return isChance ? text.substring(text.indexOf(before) + before.length()) : text;
    }

    /** The events as {@code go tool trace -d=parsed} prints them, up to the end or the fault. */
    public static String text(byte[] trace) throws IOException {
        StringBuilder all = new StringBuilder();
        print(trace, all::append);
        // What is no UTF-8 becomes what whoever decodes Go's output makes of it.
        return new String(LosslessUtf8.encode(all), StandardCharsets.UTF_8);
    }

    /** A line per goroutine, in the order of their ids, as {@code readall/main.go} has it. */
    public static String summary(byte[] trace) throws IOException {
        Summarizer summarizer = new Summarizer();
        try (TraceReader reader = TraceReader.of(new ByteArrayInputStream(trace))) {
            for (TraceEvent event = reader.next(); event != null; event = reader.next()) {
                summarizer.add(event);
            }
        }
        // Of goroutines with one id Go keeps the last.
        Map<Long, GoroutineSummary> byId = new TreeMap<>();
        summarizer.finish().goroutines().forEach(g -> byId.put(g.id(), g));
        StringBuilder lines = new StringBuilder();
        byId.values().forEach(g -> append(lines, g));
        return lines.toString();
    }

    private static void append(StringBuilder lines, GoroutineSummary g) {
        lines.append(g.id()).append(' ').append(g.name());
        long[] times = {
            g.created(),
            g.started(),
            g.ended(),
            g.running(),
            g.runnable(),
            g.syscall(),
            g.blockedSyscall(),
            g.total(),
            g.unknown()
        };
        for (long time : times) {
            lines.append(' ').append(time);
        }
        g.blocked().forEach((reason, time) -> lines.append(" " + reason + "=" + time));
        g.ranges().forEach((name, time) -> lines.append(" " + name + "=" + time));
        lines.append('\n');
    }

    /** SHA-256 in hexadecimal digits. */
    public static String digest(String text) {
        return HexFormat.of().formatHex(sha256().digest(LosslessUtf8.encode(text)));
    }

    /** Hears of the text of an event. */
    private interface Sink {
        void event(CharSequence text);
    }

    private static TraceFormatException print(byte[] trace, Sink sink) throws IOException {
        try (TraceReader reader = TraceReader.of(new ByteArrayInputStream(trace))) {
            StringBuilder out = new StringBuilder();
            EventText text = new EventText(out, ZoneId.systemDefault());
            for (TraceEvent event = reader.next(); event != null; event = reader.next()) {
                out.setLength(0);
                text.append(event);
                sink.event(out);
            }
            return null;
        } catch (TraceFormatException e) {
            return e;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
