package dev.jfrtrace.samples.bench.overhead;

import dev.jfrtrace.api.Preset;
import dev.jfrtrace.api.TraceOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * How long it takes from an event to the reader of its bytes, and to stop: {@code DelayBenchmark
 * [--loads quiet,server,locks] [--options default,low] [--seconds S] [--dir DIRECTORY]}. For {@code
 * low} to be what it can be, the JVM needs {@code --add-opens
 * jdk.jfr/jdk.jfr.internal=ALL-UNNAMED}.
 */
public final class DelayBenchmark {
    private static final String USAGE =
            "usage: DelayBenchmark [--loads quiet,server,locks] [--options default,low]"
                    + " [--seconds S] [--dir DIRECTORY]";
    private static final Set<String> OPTIONS = Set.of("loads", "options", "seconds", "dir");
    private static final String QUIET = "quiet";
    private static final Duration WARM_UP = Duration.ofSeconds(5);

    private final Duration duration;
    private final Table table =
            new Table(
                    "JVM",
                    "options",
                    "events",
                    "p50, ms",
                    "p99, ms",
                    "max, ms",
                    "missing",
                    "stop p50, ms",
                    "stop max, ms");
    private final List<String> notes = new ArrayList<>();

    private DelayBenchmark(Duration duration) {
        this.duration = duration;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        try {
            run(new Flags(Arrays.asList(args), OPTIONS));
        } catch (UsageException e) {
            System.err.println(e.getMessage());
            System.err.println(USAGE);
            System.exit(2);
        }
    }

    private static void run(Flags flags) throws IOException, InterruptedException {
        DelayBenchmark benchmark = new DelayBenchmark(flags.seconds("seconds", 30));
        Path parent = Path.of(flags.text("dir", System.getProperty("java.io.tmpdir")));
        List<String> options = flags.list("options", "default,low");
        options.forEach(DelayBenchmark::options);
        try (Scratch scratch = Scratch.in(parent)) {
            for (String load : flags.list("loads", "quiet,server")) {
                benchmark.measure(load, options, scratch.directory());
            }
        }
        System.out.println(Machine.line());
        System.out.print(benchmark.table);
        benchmark.notes.forEach(System.out::println);
    }

    private void measure(String loadName, List<String> options, Path directory)
            throws IOException, InterruptedException {
        if (loadName.equals(QUIET)) {
            measureAll(loadName, options);
            return;
        }
        try (Load load = Load.open(loadName, directory);
                Background background = new Background(load)) {
            background.start();
            Thread.sleep(WARM_UP.toMillis());
            measureAll(loadName, options);
        }
    }

    private void measureAll(String loadName, List<String> options)
            throws IOException, InterruptedException {
        for (String name : options) {
            DelayRun run = new DelayRun(options(name));
            run.measure(duration);
            Distribution millis = run.markers().millis();
            Distribution stops = run.stops();
            table.row(
                    loadName,
                    name,
                    Integer.toString(millis.size()),
                    millis.median(0),
                    String.format("%.0f", millis.quantile(0.99)),
                    String.format("%.0f", millis.max()),
                    Integer.toString(run.markers().missing()),
                    stops.median(0),
                    String.format("%.0f", stops.max()));
            run.notes().forEach(note -> notes.add(loadName + ", " + name + ": " + note));
            System.err.println(loadName + ", " + name + " done");
        }
    }

    private static TraceOptions options(String name) {
        return switch (name) {
            case "default" -> TraceOptions.defaults();
            case "low" -> TraceOptions.builder(Preset.BALANCED).lowLatency().build();
            default -> throw new UsageException("no such options: " + name);
        };
    }
}
