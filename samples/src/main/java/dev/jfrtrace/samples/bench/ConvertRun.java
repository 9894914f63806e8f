package dev.jfrtrace.samples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A run of {@code jfrtrace convert} in a process of its own; what it writes is measured and
 * deleted.
 */
final class ConvertRun {
    /** Where the build puts the command, seen from the root of the project. */
    static final String JAR = "jfr-bridge/target/jfrtrace.jar";

    private ConvertRun() {}

    /**
     * A run.
     *
     * @param process how it went
     * @param bytes the size of all traces that it wrote
     */
    record Run(ChildProcess.Outcome process, long bytes) {}

    static Run run(List<String> jvmFlags, String jar, Path recording)
            throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("jfrtrace-bench-");
        try {
            List<String> command = new ArrayList<>(List.of(ChildProcess.java()));
            command.addAll(jvmFlags);
            command.addAll(List.of("-jar", jar, "convert", recording.toString()));
            command.addAll(List.of("-o", directory.resolve("out.trace").toString()));
            command.addAll(List.of("--report", "json"));
            return new Run(ChildProcess.run(command), TempDirectories.size(directory, "*"));
        } finally {
            TempDirectories.delete(directory);
        }
    }
}
