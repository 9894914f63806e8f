package dev.jfrtrace.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that ran in a JVM of its own, for what can be done once in a JVM, or harms it.
 *
 * @param exit its exit code
 * @param out what it said, on both streams
 */
record Child(int exit, String out) {
    /** Runs it to its end, which must be a good one. */
    static Child run(Class<?> program, Object... args) throws IOException, InterruptedException {
        return run(List.of(), program, args);
    }

    /** The same with flags of the JVM. */
    static Child run(List<String> flags, Class<?> program, Object... args)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        for (Object arg : args) {
            command.add(arg.toString());
        }
        Path said = Files.createTempFile("child", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().remove("JAVA_TOOL_OPTIONS");
            Process process = builder.redirectOutput(said.toFile()).start();
            try {
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
            } finally {
                process.destroyForcibly();
            }
            Child child =
                    new Child(process.exitValue(), Files.readString(said, StandardCharsets.UTF_8));
            assertThat(child.exit()).as(child.out()).isZero();
            return child;
        } finally {
            Files.delete(said);
        }
    }
}
