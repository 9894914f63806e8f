package dev.jfrtrace.bridge.live;

import dev.jfrtrace.bridge.source.ChunkHeader;
import dev.jfrtrace.bridge.source.RecordingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder that a JVM's recorder writes its chunks to, each of them a file. */
final class Repository {
    private static final String PROPERTY = "jdk.jfr.repository";

    /** A chunk as it is now. */
    record Entry(Path file, ChunkHeader header) {}

    /** Tells where it is, which somebody may change. */
    @FunctionalInterface
    interface Place {
        Path get() throws IOException;
    }

    private final Place place;

    private Repository(Place place) {
        this.place = place;
    }

    static Repository of(Path folder) {
        return new Repository(() -> folder);
    }

    static Repository ofThisJvm() {
        return new Repository(Repository::folder);
    }

    /** The folder of this JVM's. */
    static Path folder() throws RecordingException {
        String name = System.getProperty(PROPERTY);
        if (name == null) {
            throw new RecordingException(
                    Path.of("."),
                    "JFR does not say where its chunks are (system property " + PROPERTY + ")");
        }
        return Path.of(name);
    }

    /**
     * Its chunks, the oldest first. By their ticks: their names are local times, and the wall clock
     * may be set. What is just begun or just deleted is not among them.
     */
    List<Entry> chunks() throws IOException {
        List<Entry> chunks = new ArrayList<>();
        for (Path file : files()) {
            try {
                chunks.add(new Entry(file, ChunkHeader.of(file)));
            } catch (IOException e) {
                continue;
            }
        }
        chunks.sort(Comparator.comparingLong(entry -> entry.header().startTicks()));
        return chunks;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(place.get())) {
            return files.filter(file -> file.toString().endsWith(".jfr")).toList();
        } catch (NoSuchFileException e) {
            // JFR has shut down with its JVM.
            return List.of();
        }
    }

    @Override
    public String toString() {
        try {
            return place.get().toString();
        } catch (IOException e) {
            return e.getMessage();
        }
    }
}
