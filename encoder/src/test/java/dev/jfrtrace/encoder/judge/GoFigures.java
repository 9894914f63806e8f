package dev.jfrtrace.encoder.judge;

import dev.jfrtrace.encoder.util.LosslessUtf8;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What Go's tools say of a trace in numbers. */
public final class GoFigures implements AutoCloseable {
    /** Spans of one name: how many have only one end, and the lengths of the others, sorted. */
    public record Spans(long unfinished, List<Long> lengths) {}

    /** How often and how long. */
    public record Times(long count, long nanos) {
        public Times plus(Times other) {
            return new Times(count + other.count, nanos + other.nanos);
        }
    }

    /**
     * The figures of a trace.
     *
     * @param utilization minimum mutator utilisation by {@code FLAGS WINDOW}, both numbers
     * @param tasks by name
     * @param regions by name
     * @param spent what goroutines did in regions that begin and end, by name: nanoseconds of
     *     running, of being runnable, in syscalls, blocked
     */
    public record Figures(
            Map<String, Double> utilization,
            Map<String, Spans> tasks,
            Map<String, Spans> regions,
            Map<String, List<Long>> spent) {}

    private static final Pattern SAMPLE = Pattern.compile("\\s*(\\d+)\\s+(\\d+):((?: \\d+)*) ?");
    private static final Pattern LOCATION =
            Pattern.compile("\\s*(\\d+): 0x[0-9a-f]+ M=1 (.*):\\d+ s=\\d+");

    private final GoTools tools;
    private final GoModule module;
    private final Path program;

    /** Compiles the program that asks Go's reader. */
    public GoFigures(GoTools tools) throws IOException {
        this.tools = tools;
        module = new GoModule(tools, "figures");
        module.copyReader();
        program = module.build();
    }

    /** Mutator utilisation, tasks and regions. */
    public Figures of(Path trace) throws IOException {
        Figures figures =
                new Figures(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        ProcessBuilder builder = new ProcessBuilder(program.toString(), trace.toString());
        for (String line : GoTools.run(builder, GoJudge.LIMIT)) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "mmu":
                    String window = words[1] + " " + words[2];
                    figures.utilization.put(window, Double.valueOf(words[3]));
                    break;
                case "task":
                    figures.tasks.put(name(words[1]), spans(words));
                    break;
                case "spent":
                    List<Long> times = Stream.of(words).skip(2).map(Long::valueOf).toList();
                    figures.spent.put(name(words[1]), times);
                    break;
                default:
                    figures.regions.put(name(words[1]), spans(words));
                    break;
            }
        }
        return figures;
    }

    private static String name(String digits) {
        return LosslessUtf8.decode(HexFormat.of().parseHex(digits.substring(1)));
    }

    private static Spans spans(String[] words) {
        List<Long> lengths = Stream.of(words).skip(4).map(Long::valueOf).toList();
        return new Spans(Long.parseLong(words[3]), lengths);
    }

    /**
     * The profile that {@code go tool trace -pprof} makes, by stack: a line {@code function
     * file:line} for each frame, leaf first.
     *
     * @param kind sync, net, syscall or sched
     */
    public Map<String, Times> profile(String kind, Path trace) throws IOException {
        File profile = module.folder().resolve(kind + ".pprof").toFile();
        ProcessBuilder tool = tools.trace("-pprof=" + kind, trace);
        GoTools.run(tool.redirectOutput(profile), GoJudge.LIMIT);
        List<String> lines =
                GoTools.run(
                        module.go("tool", "pprof", "-symbolize=none", "-raw", profile.toString()),
                        GoJudge.LIMIT);
        Map<String, String> locations = new HashMap<>();
        for (String line : lines.subList(lines.indexOf("Locations") + 1, lines.size())) {
            Matcher location = LOCATION.matcher(line);
            if (location.matches()) {
                locations.put(location.group(1), location.group(2));
            }
        }
        Map<String, Times> times = new TreeMap<>();
        for (String line : lines.subList(0, lines.indexOf("Locations"))) {
            Matcher sample = SAMPLE.matcher(line);
            if (sample.matches()) {
                times.merge(stack(sample.group(3), locations), times(sample), Times::plus);
            }
        }
        return times;
    }

    private static Times times(Matcher sample) {
        return new Times(Long.parseLong(sample.group(1)), Long.parseLong(sample.group(2)));
    }

    private static String stack(String ids, Map<String, String> locations) {
        StringBuilder stack = new StringBuilder();
        for (String id : ids.strip().split(" ")) {
            stack.append(locations.getOrDefault(id, "")).append('\n');
        }
        return stack.toString();
    }

    @Override
    public void close() throws IOException {
        module.close();
    }
}
