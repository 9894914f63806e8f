package dev.jfrtrace.encoder.judge;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * The Go installation of this machine.
 *
 * @param go the {@code go} command
 * @param root its GOROOT, where Go's own sources are
 * @param version as Go says it, {@code go1.26.1}
 * @param traceTool the program behind {@code go tool trace}; run directly, so that killing it kills
 *     no mere wrapper
 */
public record GoTools(Path go, Path root, String version, Path traceTool) {

    /** The first Go whose sources have the layout that {@link GoEventTable} looks for. */
    static final int OLDEST_MINOR = 25;

    /** Generous, since the first run after an installation compiles the trace tool. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private static final Pattern VERSION = Pattern.compile("go1\\.(\\d+)");
    private static final AtomicBoolean WARNED = new AtomicBoolean();

    /** What the search for Go gave: the tools, or why there are none. */
    record Search(GoTools tools, String missing) {}

    /** Searched for on first use, once per JVM. */
    private static final class Installed {
        static final Search SEARCH = search(System.getenv("PATH"));
    }

    /**
     * The tools, or no test: without Go the calling test is aborted, and the first time standard
     * error says so. Where Go must be there, that is with {@code CI=true} or {@code
     * JFRTRACE_REQUIRE_GO=true} in the environment, the test fails instead.
     */
    public static GoTools require() {
        return require(Installed.SEARCH, System.getenv(), WARNED, System.err);
    }

    static GoTools require(
            Search search, Map<String, String> environment, AtomicBoolean warned, PrintStream err) {
        if (search.tools() != null) {
            return search.tools();
        }
        String message =
                "GO IS MISSING: traces are NOT judged by Go's tools; put Go 1."
                        + OLDEST_MINOR
                        + " or later on the PATH ("
                        + search.missing()
                        + ")";
        if (isTrue(environment, "CI") || isTrue(environment, "JFRTRACE_REQUIRE_GO")) {
            throw new AssertionError(message);
        }
        if (!warned.getAndSet(true)) {
            err.println(message);
        }
        throw new TestAbortedException(message);
    }

    /** The 26 of Go 1.26: the newest trace header that these tools read. */
    public int minor() {
        return minor(version);
    }

    /**
     * A run of the trace tool. Its web mode opens a browser; {@code true} is the browser that it
     * finds here, which is satisfied at once.
     */
    ProcessBuilder trace(String flag, Path file) {
        ProcessBuilder builder =
                new ProcessBuilder(
                        traceTool.toString(), flag, file.toAbsolutePath().normalize().toString());
        builder.environment().put("BROWSER", "true");
        builder.environment().remove("DISPLAY");
        return builder;
    }

    static Search search(String path) {
        Path go = onPath(path);
        if (go == null) {
            return new Search(null, "no go command there");
        }
        try {
            List<String> env = ask(go, "env", "GOROOT", "GOVERSION");
            String version = env.get(1);
            if (minor(version) < OLDEST_MINOR) {
                return new Search(null, go + " is " + version);
            }
            // Since Go 1.24 this builds the tool when the build cache does not hold it.
            Path traceTool = Path.of(ask(go, "tool", "-n", "trace").get(0));
            if (!Files.isExecutable(traceTool)) {
                return new Search(null, "'go tool -n trace' names no program: " + traceTool);
            }
            return new Search(new GoTools(go, Path.of(env.get(0)), version, traceTool), null);
        } catch (IOException e) {
            return new Search(null, e.getMessage());
        }
    }

    private static Path onPath(String path) {
        return Stream.of((path == null ? "" : path).split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "go"))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst()
                .orElse(null);
    }

    private static List<String> ask(Path go, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(go.toString()));
        command.addAll(List.of(arguments));
        return run(new ProcessBuilder(command), LIMIT);
    }

    /** Runs a command to its good end; its standard output. */
    static List<String> run(ProcessBuilder builder, Duration limit) throws IOException {
        List<String> lines = new ArrayList<>();
        try (ToolProcess process = ToolProcess.start(builder)) {
            int exit =
                    process.within(
                            limit,
                            () -> {
                                process.lines(lines::add);
                                return process.exit();
                            });
            if (exit != 0) {
                String command = String.join(" ", builder.command());
                throw new IOException(
                        "'" + command + "' failed with " + exit + ":\n" + process.log());
            }
        }
        return lines;
    }

    private static int minor(String version) {
        Matcher matcher = VERSION.matcher(version);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    private static boolean isTrue(Map<String, String> environment, String name) {
        return "true".equalsIgnoreCase(environment.get(name));
    }
}
