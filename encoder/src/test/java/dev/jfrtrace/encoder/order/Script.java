package dev.jfrtrace.encoder.order;

import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.generation.ClockSnapshot;
import dev.jfrtrace.encoder.generation.GenerationBuilder;
import dev.jfrtrace.encoder.write.TraceWriter;
import dev.jfrtrace.encoder.write.UnitSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The shortest trace that breaks a rule, and the same one repaired. One line of the broken trace
 * breaks the rule; lines after it only show the damage.
 *
 * @param writersRule the rule that a writer breaks first; another one where the way to a reader's
 *     rule leads over a viewer's
 * @param goSays for a reader's rule a piece of what Go's reader says of the broken trace; for a
 *     viewer's one, which the reader accepts, of how {@code go tool trace} panics, and {@code null}
 *     where it does not
 */
public record Script(
        OrderRule rule,
        OrderRule writersRule,
        TraceVersion version,
        String goSays,
        List<ScriptLine> given,
        List<ScriptLine> wrong,
        List<ScriptLine> right) {
    private static final long START = 1_000;

    /** A reader's rule: Go refuses the broken trace and says why. */
    static Script reader(OrderRule rule, String goSays, String given, String wrong, String right) {
        TraceVersion version = TraceVersion.GO_1_22;
        return new Script(rule, rule, version, goSays, lines(given), lines(wrong), lines(right));
    }

    /** A viewer's rule: Go's reader accepts the broken trace. */
    static Script viewer(OrderRule rule, String given, String wrong, String right) {
        return reader(rule, null, given, wrong, right);
    }

    /** The web pages of {@code go tool trace} panic, and say this. */
    Script crashes(String panic) {
        return new Script(rule, writersRule, version, panic, given, wrong, right);
    }

    Script in(TraceVersion other) {
        return new Script(rule, writersRule, other, goSays, given, wrong, right);
    }

    Script writersBreak(OrderRule first) {
        return new Script(rule, first, version, goSays, given, wrong, right);
    }

    public List<ScriptLine> broken() {
        return join(given, wrong);
    }

    public List<ScriptLine> repaired() {
        return join(given, right);
    }

    /** The trace that the lines make, judged by nobody. */
    public byte[] bytes(List<ScriptLine> lines) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            write(lines, UnitSink.to(out));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private void write(List<ScriptLine> lines, UnitSink sink) throws IOException {
        TraceWriter writer = new TraceWriter(version, sink);
        GenerationBuilder open = generation(1, START);
        long time = START;
        for (ScriptLine line : lines) {
            time = Math.max(time + 1, line.time());
            if (line.type() != null) {
                long[] args = line.arguments(open::string);
                open.event(line.type(), line.m(), time, args[0], args[1], args[2], args[3]);
            } else if (!line.isLast()) {
                writer.write(open.seal());
                open = generation(open.number() + 1, time);
            }
        }
        writer.write(open.seal());
    }

    private static GenerationBuilder generation(long number, long start) {
        return new GenerationBuilder(number, new ClockSnapshot(start, 1_780_000_000_000_000_000L));
    }

    private static List<ScriptLine> lines(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(ScriptLine::parse)
                .toList();
    }

    private static List<ScriptLine> join(List<ScriptLine> first, List<ScriptLine> second) {
        List<ScriptLine> joined = new ArrayList<>(first);
        joined.addAll(second);
        return List.copyOf(joined);
    }

    @Override
    public String toString() {
        return rule + ": " + rule.demand();
    }
}
