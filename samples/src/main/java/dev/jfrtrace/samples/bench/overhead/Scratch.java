package dev.jfrtrace.samples.bench.overhead;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A new directory, which is deleted with all that is in it. */
record Scratch(Path directory) implements AutoCloseable {
    static Scratch in(Path parent) throws IOException {
        Files.createDirectories(parent);
        return new Scratch(Files.createTempDirectory(parent, "overhead-"));
    }

    @Override
    public void close() throws IOException {
        List<Path> leavesFirst;
        try (Stream<Path> tree = Files.walk(directory)) {
            leavesFirst = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : leavesFirst) {
            Files.delete(path);
        }
    }
}
