package dev.jfrtrace.bridge.record;

import dev.jfrtrace.bridge.source.ChunkHeader;
import dev.jfrtrace.bridge.source.RecordingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Puts a recording together of the chunks that a JVM left when it was killed. Each is whole up to
 * its last flush, which its header tells; what follows is left out.
 */
final class Salvage {
    /** Where a header says whether its chunk is still being written; 0 stands for no. */
    private static final int STATE = 64;

    private Salvage() {}

    /**
     * Writes the chunks below {@code repository} that begin at {@code since} or later.
     *
     * @param since wall clock in nanoseconds since 1970
     * @return whether there was at least one
     */
    static boolean chunks(Path repository, long since, Path target) throws IOException {
        if (!Files.isDirectory(repository)) {
            return false;
        }
        try (FileChannel out =
                FileChannel.open(
                        target,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            for (Path chunk : chunksOf(repository)) {
                append(chunk, since, out);
            }
            return out.position() > 0;
        }
    }

    /** Names of chunks are times: in their order they follow each other. */
    private static List<Path> chunksOf(Path repository) throws IOException {
        try (Stream<Path> files = Files.walk(repository)) {
            return files.filter(file -> file.toString().endsWith(".jfr"))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        }
    }

    private static void append(Path chunk, long since, FileChannel out) throws IOException {
        ChunkHeader header;
        try {
            header = ChunkHeader.of(chunk);
        } catch (RecordingException e) {
            // Begun, and nothing written yet.
            return;
        }
        boolean isWhole = header.size() > ChunkHeader.LENGTH && header.size() <= Files.size(chunk);
        if (!isWhole || header.startNanos() < since) {
            return;
        }
        long start = out.position();
        try (FileChannel in = FileChannel.open(chunk, StandardOpenOption.READ)) {
            for (long done = 0; done < header.size(); ) {
                done += out.transferFrom(in, start + done, header.size() - done);
            }
        }
        out.write(ByteBuffer.allocate(1), start + STATE);
        out.position(start + header.size());
    }
}
