package dev.jfrtrace.bridge.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of its own for one recording of another JVM: what this process tells that JVM, and what
 * it gives back. Not thread-safe.
 */
public final class Workplace implements AutoCloseable {
    private final Path folder;

    private Workplace(Path folder) {
        this.folder = folder;
    }

    /** Makes it; only this user can look into it. */
    public static Workplace create() throws IOException {
        return new Workplace(Files.createTempDirectory("jfrtrace-record"));
    }

    /** What is to be recorded, in JFR's own form. */
    Path settings() {
        return folder.resolve("settings.jfc");
    }

    /** Where the other JVM writes its recording. */
    public Path recording() {
        return folder.resolve("recording.jfr");
    }

    /** What could be saved of a JVM that was killed. */
    Path salvaged() {
        return folder.resolve("salvaged.jfr");
    }

    /** Where a JVM that is started keeps its chunks. */
    Path repository() {
        return folder.resolve("repository");
    }

    /** The hooks, for a JVM that is started. */
    Path bootJar() {
        return folder.resolve("boot.jar");
    }

    /** Where the agent says what it could do. */
    Path agentReport() {
        return folder.resolve("agent.txt");
    }

    /** What the agent could not do; empty when it did all, or was not there. */
    public List<String> agentNotes() throws IOException {
        return Files.exists(agentReport()) ? Files.readAllLines(agentReport()) : List.of();
    }

    /** Deletes it with all that is in it. */
    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(Workplace::delete);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
