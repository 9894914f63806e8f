package dev.jfrtrace.samples.bench;

import dev.jfrtrace.samples.bench.Arguments.UsageException;
import dev.jfrtrace.samples.bench.ChildProcess.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Says whether a file can be converted with little memory: {@code MemoryProbe FILE.jfr [--heap
 * 512m] [--jar JAR]}. Exit code 0 when it can, 1 when not.
 */
public final class MemoryProbe {
    private static final String DEFAULT_HEAP = "512m";
    private static final int MOST_ERROR_LINES = 5;

    private MemoryProbe() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        try {
            Arguments arguments = Arguments.parse(args, 1, 1, Set.of("heap", "jar"));
            String heap = arguments.option("heap", DEFAULT_HEAP);
            String jar = arguments.option("jar", ConvertRun.JAR);
            System.exit(probe(Path.of(arguments.value(0, null)), heap, jar) ? 0 : 1);
        } catch (UsageException e) {
            System.err.println(e.getMessage());
            System.err.println("usage: MemoryProbe FILE.jfr [--heap 512m] [--jar JAR]");
            System.exit(2);
        }
    }

    private static boolean probe(Path recording, String heap, String jar)
            throws IOException, InterruptedException {
        // At the edge a JVM can spend minutes in the collector: let it give up instead.
        List<String> flags = List.of("-Xmx" + heap, "-XX:+ExitOnOutOfMemoryError");
        Outcome outcome = ConvertRun.run(flags, jar, recording).process();
        boolean passed = outcome.exit() == 0;
        System.out.printf(
                Locale.ROOT,
                "%s %s with -Xmx%s: exit code %d, %.0f ms, at most %.0f MB resident%n",
                passed ? "PASS" : "FAIL",
                recording,
                heap,
                outcome.exit(),
                outcome.millis(),
                outcome.peakMegabytes());
        if (!passed) {
            (outcome.output() + outcome.errors())
                    .lines()
                    .limit(MOST_ERROR_LINES)
                    .forEach(System.out::println);
        }
        return passed;
    }
}
