package dev.jfrtrace.bridge.convert;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.IntFunction;

/** Files, one for each trace. */
final class FileTarget implements Target {
    private final IntFunction<Path> paths;

    FileTarget(IntFunction<Path> paths) {
        this.paths = paths;
    }

    @Override
    public boolean takesSeveral() {
        return true;
    }

    @Override
    public Output open(int number) throws IOException {
        Path path = paths.apply(number);
        Path part = Unfinished.beside(path);
        return new Part(path, part, Files.newOutputStream(part));
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
