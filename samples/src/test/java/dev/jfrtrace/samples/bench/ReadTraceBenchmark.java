package dev.jfrtrace.samples.bench;

import dev.jfrtrace.encoder.judge.GoTools;
import dev.jfrtrace.encoder.judge.GoTraces;
import dev.jfrtrace.encoder.read.TraceEvent;
import dev.jfrtrace.encoder.read.TraceReader;
import dev.jfrtrace.samples.bench.Arguments.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads a trace with our reader and with Go's, in turns: {@code ReadTraceBenchmark FILE.trace
 * [--rounds 5]}. Both ask for the next event until there is none. Go's side is a loop over {@code
 * ReadEvent} of the reader that is installed, compiled here, each time in a process of its own,
 * whose start is not counted; ours is this JVM, and its first round, which compiles, is told by
 * itself. Among the tests, since it needs their copy of Go's reader.
 */
public final class ReadTraceBenchmark {
    private static final int DEFAULT_ROUNDS = 5;
    private static final double NANOS = 1e6;
    private static final double MICROS = 1e3;

    private ReadTraceBenchmark() {}

    public static void main(String[] args) throws IOException {
        try {
            Arguments arguments = Arguments.parse(args, 1, 1, Set.of("rounds"));
            int rounds =
                    Arguments.number(arguments.option("rounds", String.valueOf(DEFAULT_ROUNDS)));
            System.out.println(measure(Path.of(arguments.value(0, null)), rounds));
        } catch (UsageException e) {
            System.err.println(e.getMessage());
            System.err.println("usage: ReadTraceBenchmark FILE.trace [--rounds 5]");
            System.exit(2);
        }
    }

    /** A row of the table in docs/BENCHMARKS.md. */
    static String measure(Path trace, int rounds) throws IOException {
        Spread ours = new Spread();
        Spread theirs = new Spread();
        try (GoTraces go = new GoTraces(GoTools.require())) {
            long expected = go.count(List.of(trace)).get(0).events();
            double first = ours(trace, expected);
            for (int round = 0; round < rounds; round++) {
                if (round % 2 == 0) {
                    theirs.add(theirs(go, trace));
                }
                ours.add(ours(trace, expected));
                if (round % 2 == 1) {
                    theirs.add(theirs(go, trace));
                }
            }
            return String.format(
                    Locale.ROOT,
                    "| %s | %s | %.1f | %d | %s | %s | %.2f | %.0f |",
                    trace.getFileName(),
                    Runtime.version().feature(),
                    Files.size(trace) / 1e6,
                    expected,
                    theirs,
                    ours,
                    ours.median() / theirs.median(),
                    first);
        }
    }

    /** In milliseconds. */
    private static double ours(Path trace, long expected) throws IOException {
        long start = System.nanoTime();
        long events = 0;
        try (TraceReader reader = TraceReader.of(Files.newInputStream(trace))) {
            for (TraceEvent e = reader.next(); e != null; e = reader.next()) {
                events++;
            }
        }
        double millis = (System.nanoTime() - start) / NANOS;
        if (events != expected) {
            throw new IOException(events + " events, but Go has " + expected);
        }
        return millis;
    }

    private static double theirs(GoTraces go, Path trace) throws IOException {
        return go.count(List.of(trace)).get(0).micros() / MICROS;
    }
}
