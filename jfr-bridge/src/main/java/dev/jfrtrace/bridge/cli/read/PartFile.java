package dev.jfrtrace.bridge.cli.read;

import dev.jfrtrace.bridge.convert.Unfinished;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file that has another name until it is whole; without {@link #keep} nothing is left. */
final class PartFile implements AutoCloseable {
    private final Path target;
    private final Path part;
    private final FileChannel channel;

    PartFile(Path target) throws IOException {
        this.target = target;
        this.part = Unfinished.beside(target);
        this.channel = FileChannel.open(part, StandardOpenOption.WRITE);
    }

    Path target() {
        return target;
    }

    FileChannel channel() {
        return channel;
    }

    /** Gives it its name. */
    void keep() throws IOException {
        channel.close();
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(part);
    }
}
