package dev.jfrtrace.samples.bench.overhead;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The processors that this process may use, by number; Linux. */
final class Processors {
    /** A line of the file: {@code Cpus_allowed_list: 0,2-3}. */
    private static final String KEY = "Cpus_allowed_list:";

    private Processors() {}

    /** None where the system does not say. */
    static List<Integer> allowed() throws IOException {
        Path status = Path.of("/proc/self/status");
        List<String> lines = Files.exists(status) ? Files.readAllLines(status) : List.of();
        return lines.stream()
                .filter(line -> line.startsWith(KEY))
                .flatMap(line -> Arrays.stream(line.substring(KEY.length()).trim().split(",")))
                .flatMapToInt(Processors::range)
                .boxed()
                .toList();
    }

    private static IntStream range(String text) {
        String[] ends = text.split("-");
        return IntStream.rangeClosed(
                Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
    }
}
