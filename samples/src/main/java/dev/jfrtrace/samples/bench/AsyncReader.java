package dev.jfrtrace.samples.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The loop that reads with async-profiler's reader, {@code AsyncLoop} among the resources. */
final class AsyncReader {
    private static final String LOOP = "AsyncLoop";

    private AsyncReader() {}

    /**
     * Compiles it.
     *
     * @param directory where it goes, to be put on the class path of who reads
     */
    static void compileInto(Path directory) throws IOException, InterruptedException {
        Path source = directory.resolve(LOOP + ".java");
        try (InputStream text = AsyncReader.class.getResourceAsStream(LOOP + ".java")) {
            Files.copy(text, source);
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of("-d", directory.toString(), source.toString()));
        ChildProcess.Outcome outcome = ChildProcess.run(command);
        if (outcome.exit() != 0) {
            throw new IOException("javac failed:\n" + outcome.errors());
        }
    }

    /** Reads a file, and tells how many events were read; {@code all}: of whatever type. */
    static long read(Path file, boolean all) throws ReflectiveOperationException {
        return (Long)
                Class.forName(LOOP)
                        .getMethod("read", String.class, boolean.class)
                        .invoke(null, file.toString(), all);
    }
}
