package dev.jfrtrace.api;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that a trace is written to in place and without a buffer, so that it can be read up to its
 * last generation even when the JVM is killed.
 */
final class TraceFile implements TraceTarget {
    private final Path path;

    /** Not a channel: a channel would be closed by an interrupt. */
    private final OutputStream out;

    private final boolean created;

    private TraceFile(Path path, OutputStream out, boolean created) {
        this.path = path;
        this.out = out;
        this.created = created;
    }

    /** Opens it for writing, and leaves alone what is in it. */
    static TraceFile open(Path path) throws IOException {
        try {
            OutputStream out =
                    Files.newOutputStream(
                            path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return new TraceFile(path, out, true);
        } catch (FileAlreadyExistsException e) {
            // CREATE again, for a symbolic link that leads nowhere counts as a file that exists.
            OutputStream out =
                    Files.newOutputStream(
                            path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            return new TraceFile(path, out, false);
        }
    }

    @Override
    public void begin() throws IOException {
        if (!created) {
            try (SeekableByteChannel channel =
                    Files.newByteChannel(path, StandardOpenOption.WRITE)) {
                // A pipe is empty, and cannot be cut.
                if (channel.size() > 0) {
                    channel.truncate(0);
                }
            }
        }
    }

    @Override
    public void write(byte[] bytes, int length) throws IOException {
        out.write(bytes, 0, length);
    }

    @Override
    public void finish() throws IOException {
        out.close();
    }

    @Override
    public void abandon() throws IOException {
        out.close();
        if (created) {
            Files.deleteIfExists(path);
        }
    }
}
