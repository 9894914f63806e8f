package dev.jfrtrace.bridge.cli.convert;

import dev.jfrtrace.bridge.cli.terminal.GuardedStream;
import dev.jfrtrace.bridge.convert.ConversionReport;
import dev.jfrtrace.bridge.convert.ConvertOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the traces of one recording go. */
public interface Destination {
    ConversionReport convert(RecordingInput in, ConvertOptions options) throws IOException;

    /** How to call it in a sentence. */
    String name();

    /** Opens a stream when it is needed. */
    @FunctionalInterface
    interface Opener {
        OutputStream open() throws IOException;
    }

    /** A file, and more of the same name for further JVMs. */
    static Destination files(Path first, Claims claims) {
        return new Destination() {
            @Override
            public ConversionReport convert(RecordingInput in, ConvertOptions options)
                    throws IOException {
                checkFolder(first);
                return in.convert(number -> number == 1 ? first : claims.claim(first), options);
            }

            @Override
            public String name() {
                return first.toString();
            }
        };
    }

    /** Something that takes one trace. */
    static Destination stream(String name, Opener opener) {
        return new Destination() {
            @Override
            public ConversionReport convert(RecordingInput in, ConvertOptions options)
                    throws IOException {
                try (OutputStream out = opener.open()) {
                    return in.convert(new GuardedStream(name, out), options);
                }
            }

            @Override
            public String name() {
                return name;
            }
        };
    }

    /** Before a long conversion, rather than after it. */
    private static void checkFolder(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new FileSystemException(
                    file.toString(), null, "there is no folder " + folder + " to write it into");
        }
        if (!Files.isWritable(folder)) {
            throw new FileSystemException(
                    file.toString(), null, "the folder " + folder + " may not be written into");
        }
    }
}
