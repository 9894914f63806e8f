package dev.jfrtrace.samples.bench.overhead;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;

/**
 * What annotations cost a program, in nanoseconds of CPU and in bytes on the heap: {@code
 * AnnotationBenchmark [--forks N] [--seconds S]}. Each figure is from JVMs of its own.
 */
public final class AnnotationBenchmark {
    private static final String USAGE = "usage: AnnotationBenchmark [--forks N] [--seconds S]";

    private final int forks;
    private final Duration duration;

    private AnnotationBenchmark(Flags flags) {
        forks = flags.count("forks", 5);
        duration = flags.seconds("seconds", 0.5);
    }

    public static void main(String[] args) throws IOException {
        try {
            Flags flags = new Flags(Arrays.asList(args), Set.of("forks", "seconds"));
            System.out.println(Machine.line());
            System.out.print(new AnnotationBenchmark(flags).run());
        } catch (UsageException e) {
            System.err.println(e.getMessage());
            System.err.println(USAGE);
            System.exit(2);
        }
    }

    private Table run() throws IOException {
        Table table = new Table("call", "who listens", "ns", "bytes");
        for (AnnotationFork.Listener listener : AnnotationFork.Listener.values()) {
            for (AnnotationCall call : AnnotationCall.values()) {
                Distribution nanos = new Distribution();
                Distribution bytes = new Distribution();
                for (int i = 0; i < forks; i++) {
                    AnnotationFork.Cost cost = fork(call, listener);
                    nanos.add(cost.nanos());
                    bytes.add(cost.bytes());
                }
                table.row(call.toString(), listener.toString(), nanos.range(1), bytes.median(0));
                System.err.println(call + ", " + listener + " done");
            }
        }
        return table;
    }

    private AnnotationFork.Cost fork(AnnotationCall call, AnnotationFork.Listener listener)
            throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                AnnotationFork.class.getName(),
                                call.name(),
                                listener.name(),
                                Long.toString(duration.toMillis()))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        byte[] output = process.getInputStream().readAllBytes();
        String[] numbers = new String(output, StandardCharsets.US_ASCII).strip().split(" ");
        if (process.onExit().join().exitValue() != 0 || numbers.length != 2) {
            throw new IOException("the fork failed: " + call + ", " + listener);
        }
        return new AnnotationFork.Cost(
                Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]));
    }
}
