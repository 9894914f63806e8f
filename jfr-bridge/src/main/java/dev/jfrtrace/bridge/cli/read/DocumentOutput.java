package dev.jfrtrace.bridge.cli.read;

import dev.jfrtrace.bridge.cli.convert.OutputOptions;
import dev.jfrtrace.bridge.cli.terminal.GuardedStream;
import dev.jfrtrace.bridge.cli.terminal.Shell;
import dev.jfrtrace.bridge.cli.terminal.UsageException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a document goes: to standard output, to a device, or into a file, which is whole or not
 * there.
 */
public final class DocumentOutput {
    /** What is written. */
    @FunctionalInterface
    public interface Document {
        /**
         * Writes it, and closes the stream.
         *
         * @return an exit code
         */
        int writeTo(OutputStream out) throws IOException;
    }

    private DocumentOutput() {}

    /**
     * Before anything is made.
     *
     * @throws UsageException when it cannot be written to a place
     */
    public static void check(Path target) {
        if (Files.isDirectory(target)) {
            throw new UsageException(target + " is a folder");
        }
    }

    /** Writes a document, and passes its exit code on. */
    public static int write(Path target, Shell shell, Document document) throws IOException {
        if (target.equals(Shell.STREAM)) {
            return document.writeTo(new GuardedStream("standard output", shell.out()));
        }
        if (OutputOptions.isDevice(target)) {
            return document.writeTo(guarded(target, Files.newOutputStream(target)));
        }
        try (PartFile file = new PartFile(target)) {
            int code = document.writeTo(guarded(target, Channels.newOutputStream(file.channel())));
            file.keep();
            return code;
        }
    }

    private static OutputStream guarded(Path target, OutputStream out) {
        return new GuardedStream(target.toString(), out);
    }
}
