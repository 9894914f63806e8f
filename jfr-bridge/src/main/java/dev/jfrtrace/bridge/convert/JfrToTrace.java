package dev.jfrtrace.bridge.convert;

import dev.jfrtrace.bridge.source.RecordingException;
import dev.jfrtrace.bridge.source.RecordingFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.function.IntFunction;

/**
 * Converts recording files to Go execution traces.
 *
 * <pre>
 * ConversionReport report = JfrToTrace.convert(in, out, ConvertOptions.defaults());
 * </pre>
 *
 * <p>Needs about 100 MB of heap beside the constants of a chunk for each job, whatever the length
 * of the recording, and temporary disk space of about the recording's size. Each call is
 * independent: any number of threads may convert at once. A call has threads of its own to help it
 * ({@link ConvertOptions.Builder#jobs}), none of which is left when it returns, however it does. An
 * interrupt ends it with an {@code IOException}.
 */
public final class JfrToTrace {
    /** How streams are called in messages. */
    private static final Path STREAM = Path.of("(stream)");

    private JfrToTrace() {}

    /**
     * Converts a recording: a file, packed (gzip, zip, LZ4) or not, or the folder of a JVM's
     * repository, which it may still be writing. One that holds several JVMs (joined or archived
     * recordings) gives one trace each: {@code OUT.trace}, {@code OUT-2.trace}, …. A trace is
     * written beside its target and moved into place when it is complete; what stood there is
     * replaced.
     *
     * <p>Of a damaged recording all is converted that can be proved to be good; {@link
     * ConversionReport#lost()} says what is not.
     *
     * @throws RecordingException when it is not a recording, or none of it can be read
     * @throws IOException when reading or writing fails
     */
    public static ConversionReport convert(Path in, Path out, ConvertOptions options)
            throws IOException {
        return convert(in, number -> numbered(out, number), options);
    }

    /**
     * Converts a file, and asks where each of its traces goes.
     *
     * @param outs the path of the trace of a number, from 1; asked once for each
     * @throws RecordingException as above
     */
    public static ConversionReport convert(Path in, IntFunction<Path> outs, ConvertOptions options)
            throws IOException {
        return new Conversion(in, () -> RecordingFiles.open(in), options).run(new FileTarget(outs));
    }

    /**
     * Converts what a stream has, up to its end, by way of a temporary file.
     *
     * @param in a recording, packed (gzip, zip, LZ4) or not; stays open
     * @param outs as above
     * @throws RecordingException as above
     */
    public static ConversionReport convert(
            InputStream in, IntFunction<Path> outs, ConvertOptions options) throws IOException {
        return ofStream(in, options).run(new FileTarget(outs));
    }

    /**
     * Converts what a stream has, up to its end, by way of a temporary file.
     *
     * @param in a recording, packed (gzip, zip, LZ4) or not; stays open
     * @param out takes the trace; stays open
     * @throws RecordingException as above, and when there are several JVMs and none is named
     */
    public static ConversionReport convert(InputStream in, OutputStream out, ConvertOptions options)
            throws IOException {
        return ofStream(in, options).run(new StreamTarget(out));
    }

    private static Conversion ofStream(InputStream in, ConvertOptions options) {
        return new Conversion(STREAM, () -> RecordingFiles.read(in, STREAM), options);
    }

    /** The path of a further trace of the same file: {@code OUT.trace}, {@code OUT-2.trace}, …. */
    public static Path numbered(Path first, int number) {
        if (number == 1) {
            return first;
        }
        String name = first.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String stem = dot <= 0 ? name : name.substring(0, dot);
        String ending = dot <= 0 ? "" : name.substring(dot);
        return first.resolveSibling(stem + "-" + number + ending);
    }

    /**
     * Converts a file with one JVM, or the one that {@link ConvertOptions.Builder#jvm} names, to a
     * stream, which stays open.
     *
     * @throws RecordingException as above, and when the file holds several JVMs and none is named
     */
    public static ConversionReport convert(Path in, OutputStream out, ConvertOptions options)
            throws IOException {
        return new Conversion(in, () -> RecordingFiles.open(in), options)
                .run(new StreamTarget(out));
    }
}
