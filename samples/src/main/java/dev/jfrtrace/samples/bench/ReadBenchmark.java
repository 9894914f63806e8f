package dev.jfrtrace.samples.bench;

import dev.jfrtrace.samples.bench.Arguments.UsageException;
import dev.jfrtrace.samples.bench.ChildProcess.Outcome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares readers on the same file, reading alone, each in processes of its own, in turns: cold
 * (the whole process) and warm (the last of some rounds): {@code ReadBenchmark FILE.jfr [--rounds
 * N] [--warm N] [--jvm "FLAGS"]}.
 */
public final class ReadBenchmark {
    private static final Pattern ROUND = Pattern.compile("(\\d+) events (\\d+) ms (\\d+) bytes");
    private static final List<String> READERS = List.of("own", "jdk", "async", "async-all");

    /** What was measured of a reader. */
    private static final class Measured {
        private final Spread cold = new Spread();
        private final Spread warm = new Spread();
        private final Spread bytes = new Spread();
        private long events;
    }

    private final Map<String, Measured> readers = new LinkedHashMap<>();
    private final Path recording;
    private final List<String> flags;
    private final Path classes;

    private ReadBenchmark(Path recording, List<String> flags, Path classes) {
        this.recording = recording;
        this.flags = flags;
        this.classes = classes;
        READERS.forEach(reader -> readers.put(reader, new Measured()));
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        try {
            Arguments arguments = Arguments.parse(args, 1, 1, Set.of("rounds", "warm", "jvm"));
            Path classes = Files.createTempDirectory("jfrtrace-bench-");
            try {
                AsyncReader.compileInto(classes);
                new ReadBenchmark(
                                Path.of(arguments.value(0, null)),
                                List.of(arguments.option("jvm", "-Xmx512m").split(" ")),
                                classes)
                        .run(
                                Arguments.number(arguments.option("rounds", "5")),
                                Arguments.number(arguments.option("warm", "8")));
            } finally {
                TempDirectories.delete(classes);
            }
        } catch (UsageException e) {
            System.err.println(e.getMessage());
            System.err.println(
                    "usage: ReadBenchmark FILE.jfr [--rounds N] [--warm N] [--jvm \"FLAGS\"]");
            System.exit(2);
        }
    }

    private void run(int rounds, int warm) throws IOException, InterruptedException {
        for (String reader : READERS) {
            // Fills the page cache, too: the first process would pay for the disk.
            measure(reader, warm, new Spread());
        }
        for (int round = 0; round < rounds; round++) {
            for (String reader : READERS) {
                measure(reader, 1, readers.get(reader).cold);
            }
        }
        Measured jdk = readers.get("jdk");
        System.out.println(
                "| reader | events | cold, ms | of jdk | warm, ms | of jdk | bytes/event |");
        System.out.println("|---|---|---|---|---|---|---|");
        readers.forEach(
                (name, of) ->
                        System.out.printf(
                                Locale.ROOT,
                                "| %s | %d | %s | %.2f | %s | %.2f | %.1f |%n",
                                name,
                                of.events,
                                of.cold,
                                of.cold.median() / jdk.cold.median(),
                                of.warm,
                                of.warm.median() / jdk.warm.median(),
                                of.bytes.median() / of.events));
    }

    private void measure(String reader, int loops, Spread cold)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(ChildProcess.java()));
        command.addAll(flags);
        String path = System.getProperty("java.class.path");
        command.addAll(List.of("-cp", path + File.pathSeparator + classes));
        command.addAll(List.of(ReadLoop.class.getName(), reader, recording.toString()));
        command.add(Integer.toString(loops));
        Outcome outcome = ChildProcess.run(command);
        if (outcome.exit() != 0) {
            throw new IOException("exit code " + outcome.exit() + ":\n" + outcome.errors());
        }
        cold.add(outcome.millis());
        Measured of = readers.get(reader);
        int round = 0;
        for (Matcher line = ROUND.matcher(outcome.output()); line.find(); ) {
            of.events = Long.parseLong(line.group(1));
            if (++round > loops / 2 && loops > 1) {
                of.warm.add(Double.parseDouble(line.group(2)));
                of.bytes.add(Double.parseDouble(line.group(3)));
            }
        }
    }
}
