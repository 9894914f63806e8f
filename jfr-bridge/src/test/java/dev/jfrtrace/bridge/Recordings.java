package dev.jfrtrace.bridge;

import dev.jfrtrace.bridge.source.Chunk;
import dev.jfrtrace.bridge.source.ChunkWalk;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordingFile;

/**
 * The recordings that tests read: the fixtures of this repository, and those of the folder {@code
 * shared/recordings} beside the checkout, where there is one.
 */
public final class Recordings {
    /** The shared recording that is cut off on purpose. */
    public static final String TRUNCATED = "truncated-900000-bytes.jfr";

    /** The shared ones whose ticks do not keep time with the wall clock, which is warned of. */
    public static final Set<String> CLOCKS_OFF =
            Set.of("openjdk-jmc-jdk15.jfr", "grafana-jfr-parser-dd-trace-java-jdk11.jfr");

    private static final Path ROOT = root();

    private Recordings() {}

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("jfr-bridge/pom.xml"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("not run from within the repository");
            }
        }
        return folder;
    }

    /** Where the fixtures and what is known of them are kept. */
    public static Path fixtureFolder() {
        return ROOT.resolve("jfr-bridge/src/test/resources/recordings");
    }

    /** The fixtures; they are always there. */
    public static List<Path> fixtures() {
        return in(fixtureFolder());
    }

    public static Path fixture(String name) {
        return fixtureFolder().resolve(name + ".jfr");
    }

    /** Whether the shared folder is beside the checkout. */
    public static boolean hasShared() {
        return Files.isDirectory(sharedFolder());
    }

    /** The shared recordings; none where there is no such folder. */
    public static List<Path> shared() {
        return hasShared() ? in(sharedFolder()) : List.of();
    }

    public static Path shared(String name) {
        return sharedFolder().resolve(name);
    }

    /** Fixtures and shared recordings that are whole. */
    public static List<Path> whole() {
        List<Path> all = new ArrayList<>(fixtures());
        all.addAll(shared());
        all.removeIf(path -> path.endsWith(TRUNCATED));
        return all;
    }

    /** Puts one file behind the other, as {@code cat} does. */
    public static Path join(Path target, Path... parts) throws IOException {
        try (OutputStream out = Files.newOutputStream(target)) {
            for (Path part : parts) {
                Files.copy(part, out);
            }
        }
        return target;
    }

    /** A file that holds one chunk of another and nothing else. */
    public static Path alone(Chunk chunk, Path folder) throws IOException {
        Path target = folder.resolve("chunk-" + chunk.offset() + "-" + chunk.file().getFileName());
        try (FileChannel in = FileChannel.open(chunk.file());
                OutputStream out = Files.newOutputStream(target)) {
            in.transferTo(chunk.offset(), chunk.header().size(), Channels.newChannel(out));
        }
        return target;
    }

    /** How many events the JDK's own reader finds, chunk by chunk. */
    public static long countEvents(Path recording, Path folder) throws IOException {
        long count = 0;
        for (Chunk chunk : ChunkWalk.of(recording).chunks()) {
            Path alone = alone(chunk, folder);
            try (RecordingFile file = new RecordingFile(alone)) {
                while (file.hasMoreEvents()) {
                    file.readEvent();
                    count++;
                }
            }
            Files.delete(alone);
        }
        return count;
    }

    private static Path sharedFolder() {
        return ROOT.resolveSibling("shared").resolve("recordings");
    }

    private static List<Path> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".jfr")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
