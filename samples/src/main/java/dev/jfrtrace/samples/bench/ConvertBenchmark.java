package dev.jfrtrace.samples.bench;

import dev.jfrtrace.samples.bench.Arguments.UsageException;
import dev.jfrtrace.samples.bench.ChildProcess.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares {@code jfrtrace convert} with {@link BareReadLoop} on the same file, each in processes
 * of their own with the same flags, in turns: {@code ConvertBenchmark FILE.jfr [--rounds N] [--jvm
 * "FLAGS"] [--jar JAR]}.
 */
public final class ConvertBenchmark {
    private static final String DEFAULT_ROUNDS = "5";
    private static final String DEFAULT_FLAGS = "-Xmx512m";
    private static final Pattern COUNT = Pattern.compile("^(\\d+) events");
    private static final double MEGABYTE = 1 << 20;

    private final Path recording;
    private final List<String> flags;
    private final String jar;
    private final Spread readMillis = new Spread();
    private final Spread convertMillis = new Spread();
    private final Spread splitRead = new Spread();
    private final Spread splitTranslate = new Spread();
    private double readMegabytes;
    private double convertMegabytes;
    private long events;
    private long traceEvents;
    private long traceBytes;

    private ConvertBenchmark(Path recording, List<String> flags, String jar) {
        this.recording = recording;
        this.flags = flags;
        this.jar = jar;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        try {
            Arguments arguments = Arguments.parse(args, 1, 1, Set.of("rounds", "jvm", "jar"));
            int rounds = Arguments.number(arguments.option("rounds", DEFAULT_ROUNDS));
            new ConvertBenchmark(
                            Path.of(arguments.value(0, null)),
                            List.of(arguments.option("jvm", DEFAULT_FLAGS).split(" ")),
                            arguments.option("jar", ConvertRun.JAR))
                    .run(rounds);
        } catch (UsageException e) {
            System.err.println(e.getMessage());
            System.err.println(
                    "usage: ConvertBenchmark FILE.jfr [--rounds N] [--jvm \"FLAGS\"] [--jar JAR]");
            System.exit(2);
        }
    }

    private void run(int rounds) throws IOException, InterruptedException {
        fillPageCache();
        for (int round = 1; round <= rounds; round++) {
            // In turns, first the one, then the other: what disturbs the machine disturbs both.
            if (round % 2 == 1) {
                read();
                convert();
            } else {
                convert();
                read();
            }
            System.err.println("round " + round + " of " + rounds + " done");
        }
        printResult(rounds);
    }

    /** Else the first of all runs would pay for the disk. */
    private void fillPageCache() throws IOException {
        try (InputStream in = Files.newInputStream(recording)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private void read() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(ChildProcess.java()));
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(BareReadLoop.class.getName(), recording.toString()));
        Outcome outcome = checked(ChildProcess.run(command));
        readMillis.add(outcome.millis());
        readMegabytes = Math.max(readMegabytes, outcome.peakMegabytes());
        Matcher count = COUNT.matcher(outcome.output());
        if (!count.find()) {
            throw new IOException("no count in: " + outcome.output());
        }
        events = Long.parseLong(count.group(1));
    }

    private void convert() throws IOException, InterruptedException {
        ConvertRun.Run run = ConvertRun.run(flags, jar, recording);
        Outcome outcome = checked(run.process());
        convertMillis.add(outcome.millis());
        convertMegabytes = Math.max(convertMegabytes, outcome.peakMegabytes());
        traceBytes = run.bytes();
        ReportSplit split = ReportSplit.of(outcome.errors());
        traceEvents = split.traceEvents();
        splitRead.add(split.readMillis());
        splitTranslate.add(split.translateMillis());
    }

    private static Outcome checked(Outcome outcome) throws IOException {
        if (outcome.exit() != 0) {
            throw new IOException("exit code " + outcome.exit() + ":\n" + outcome.errors());
        }
        return outcome;
    }

    private void printResult(int rounds) throws IOException {
        double ratio = convertMillis.median() / readMillis.median();
        System.out.printf(
                Locale.ROOT,
                "%s, JDK %s, %s, %d rounds; whole processes; median (min..max)%n",
                recording,
                Runtime.version(),
                String.join(" ", flags),
                rounds);
        System.out.printf("bare read loop  %s ms%n", readMillis);
        System.out.printf("convert         %s ms%n", convertMillis);
        System.out.printf(Locale.ROOT, "ratio           %.2f%n", ratio);
        System.out.printf("of convert      read %s ms", known(splitRead));
        System.out.printf(", translate and encode %s ms%n%n", known(splitTranslate));
        System.out.println(row(ratio));
    }

    /** The columns of docs/BENCHMARKS.md. */
    private String row(double ratio) throws IOException {
        return String.join(
                " | ",
                "| " + recording.getFileName(),
                Integer.toString(Runtime.version().feature()),
                format(Files.size(recording) / MEGABYTE),
                Long.toString(events),
                readMillis.toString(),
                convertMillis.toString(),
                String.format(Locale.ROOT, "%.2f", ratio),
                known(splitRead) + " / " + known(splitTranslate),
                format(traceBytes / MEGABYTE),
                traceEvents < 0 ? "?" : Long.toString(traceEvents),
                traceEvents < 0 ? "?" : format((double) traceBytes / traceEvents),
                format(readMegabytes) + " / " + format(convertMegabytes) + " |");
    }

    private static String known(Spread spread) {
        return spread.median() < 0 ? "?" : String.format(Locale.ROOT, "%.0f", spread.median());
    }

    private static String format(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
