package dev.jfrtrace.bridge.convert;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files beside each other: {@code out.trace}, {@code out-2.trace}, …. */
final class FileTarget implements Target {
    private final Path first;

    FileTarget(Path first) {
        this.first = first;
    }

    @Override
    public boolean takesSeveral() {
        return true;
    }

    @Override
    public Output open(int number) throws IOException {
        Path path = numbered(number);
        Path part = path.resolveSibling(path.getFileName() + ".part");
        return new Part(path, part, Files.newOutputStream(part));
    }

    private Path numbered(int number) {
        if (number == 1) {
            return first;
        }
        String name = first.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String stem = dot <= 0 ? name : name.substring(0, dot);
        String ending = dot <= 0 ? "" : name.substring(dot);
        return first.resolveSibling(stem + "-" + number + ending);
    }

    private record Part(Path path, Path part, OutputStream stream) implements Output {
        @Override
        public void complete() throws IOException {
            stream.close();
            try {
                Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(part, path, StandardCopyOption.REPLACE_EXISTING);
            }
        }

        @Override
        public void close() throws IOException {
            stream.close();
            Files.deleteIfExists(part);
        }
    }
}
