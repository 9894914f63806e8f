package dev.jfrtrace.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.api.Tracer;
import dev.jfrtrace.bridge.convert.JfrToTrace;
import dev.jfrtrace.encoder.TraceEncoder;
import dev.jfrtrace.encoder.judge.GoJudge;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application that has {@code tracer-api}, {@code encoder} and {@code jfr-bridge} on its path
 * and nothing else, compiled against the first alone.
 */
class ThreeJarsTest {
    private static final String APPLICATION =
            String.join(
                    System.lineSeparator(),
                    "package app;",
                    "import dev.jfrtrace.api.*;",
                    "public class Main {",
                    "  public static void main(String[] args) throws Exception {",
                    "    try (Trace trace = Trace.start(java.nio.file.Path.of(args[0]));",
                    "         Task task = Trace.task(\"errand\");",
                    "         Region region = task.region(\"walk\")) {",
                    "      Trace.log(\"step\", \"first\");",
                    "      Thread.sleep(50);",
                    "    }",
                    "    System.out.print(Tracer.system().outcome().end());",
                    "  }",
                    "}");

    /** Leaves without a word, in the middle of its trace, long before JFR has flushed. */
    private static final String LEAVING =
            APPLICATION.replace("Thread.sleep(50);", "if (args.length > 0) System.exit(3);");

    private static final String MODULE = "module app { requires dev.jfrtrace.api; }";

    @TempDir private Path folder;

    private static List<Path> threeJars() throws URISyntaxException {
        List<Path> jars = new ArrayList<>();
        for (Class<?> type : List.of(Tracer.class, TraceEncoder.class, JfrToTrace.class)) {
            jars.add(Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()));
        }
        return jars;
    }

    private static String joined(Stream<Path> paths) {
        return paths.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private Path compiled(String pathOption, String... sources) throws Exception {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<String> arguments = new ArrayList<>(List.of("-d", classes.toString()));
        arguments.addAll(List.of(pathOption, threeJars().get(0).toString()));
        for (String source : sources) {
            String name = source.startsWith("module") ? "module-info.java" : "Main.java";
            arguments.add(Files.writeString(folder.resolve(name), source).toString());
        }
        int result =
                ToolProvider.findFirst("javac")
                        .orElseThrow()
                        .run(System.out, System.err, arguments.toArray(String[]::new));
        assertThat(result).isZero();
        return classes;
    }

    private void traces(List<String> arguments) throws IOException, InterruptedException {
        run(arguments, 0, "STOPPED");
    }

    private void run(List<String> arguments, int expectedExit, String expectedOutput)
            throws IOException, InterruptedException {
        Path trace = folder.resolve("app.trace");
        Path output = folder.resolve("output");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        command.add(trace.toString());
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        int exit = process.waitFor();
        assertThat(Files.readString(output, StandardCharsets.UTF_8)).isEqualTo(expectedOutput);
        assertThat(exit).isEqualTo(expectedExit);
        List<String> events = new ArrayList<>();
        GoJudge.require().parsed(trace, events::add);
        assertThat(events).anyMatch(event -> event.contains("errand"));
        assertThat(events).anyMatch(event -> event.contains("walk"));
        assertThat(events).anyMatch(event -> event.contains("first"));
    }

    @Test
    void onTheClassPath() throws Exception {
        Path classes = compiled("-classpath", APPLICATION);
        String path = joined(Stream.concat(threeJars().stream(), Stream.of(classes)));
        traces(List.of("-classpath", path, "app.Main"));
    }

    @Test
    void onTheModulePath() throws Exception {
        Path classes = compiled("--module-path", APPLICATION, MODULE);
        String path = joined(Stream.concat(threeJars().stream(), Stream.of(classes)));
        traces(List.of("--module-path", path, "--module", "app/app.Main"));
    }

    /** A hook finishes the file, beside JFR's own that ends the recording. */
    @Test
    void aProgramThatExitsHasAWholeTrace() throws Exception {
        Path classes = compiled("-classpath", LEAVING);
        String path = joined(Stream.concat(threeJars().stream(), Stream.of(classes)));
        run(List.of("-classpath", path, "app.Main"), 3, "");
    }
}
