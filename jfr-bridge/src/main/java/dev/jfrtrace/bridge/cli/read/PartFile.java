package dev.jfrtrace.bridge.cli.read;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that has another name until it is whole; without {@link #keep} nothing is left. The other
 * name is one that nobody has: what is repaired may be such a file that somebody else left.
 */
final class PartFile implements AutoCloseable {
    private final Path target;
    private final Path part;
    private final FileChannel channel;

    PartFile(Path target) throws IOException {
        this.target = target;
        Path free = part(target, 1);
        FileChannel made = null;
        for (int number = 2; made == null; number++) {
            try {
                made =
                        FileChannel.open(
                                free, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            } catch (FileAlreadyExistsException e) {
                free = part(target, number);
            }
        }
        this.part = free;
        this.channel = made;
    }

    private static Path part(Path target, int number) {
        return target.resolveSibling(
                target.getFileName() + (number == 1 ? "" : "." + number) + ".part");
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
