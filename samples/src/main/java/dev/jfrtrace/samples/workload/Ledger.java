package dev.jfrtrace.samples.workload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that every packed order is appended to; it lives as long as the object. Thread-safe. */
final class Ledger implements AutoCloseable {
    private static final String DIRECTORY_PREFIX = "jfrtrace-orders-";

    private static final int LINES_PER_FORCE = 32;
    private static final int TAIL_BYTES = 4_096;

    private final Path directory;
    private final Path file;
    private final FileChannel channel;
    private int lines;

    private Ledger(Path directory, Path file, FileChannel channel) {
        this.directory = directory;
        this.file = file;
        this.channel = channel;
    }

    /** Opens an empty one in a new directory below the given one. */
    static Ledger open(Path parent) throws IOException {
        Path directory = Files.createTempDirectory(parent, DIRECTORY_PREFIX);
        Path file = directory.resolve("ledger.txt");
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.APPEND);
        return new Ledger(directory, file, channel);
    }

    /** Appends a line; every {@value #LINES_PER_FORCE} lines it is forced to the disk. */
    synchronized void append(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + '\n').getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        if (++lines % LINES_PER_FORCE == 0) {
            channel.force(false);
        }
    }

    /** How many lines end in the last bytes of the file. */
    long linesInTail() throws IOException {
        ByteBuffer tail = ByteBuffer.allocate(TAIL_BYTES);
        try (FileChannel reading = FileChannel.open(file, StandardOpenOption.READ)) {
            reading.read(tail, Math.max(0, reading.size() - TAIL_BYTES));
        }
        String text = new String(tail.array(), 0, tail.position(), StandardCharsets.UTF_8);
        return text.chars().filter(c -> c == '\n').count();
    }

    /** Deletes the file and its directory. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(directory);
        }
    }
}
