package dev.jfrtrace.encoder.read.raw;

import dev.jfrtrace.encoder.format.TraceVersion;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** What takes a trace apart, from its header on. Not thread-safe. */
abstract class SourceReader implements Closeable {
    final ByteSource source;
    private final TraceVersion version;

    /**
     * Reads the header.
     *
     * @throws dev.jfrtrace.encoder.format.TraceFormatException when it is of no version that is
     *     known
     */
    SourceReader(InputStream in) throws IOException {
        source = new ByteSource(in);
        version = source.header();
    }

    public final TraceVersion version() {
        return version;
    }

    /** Bytes taken from the input so far. */
    public final long offset() {
        return source.offset();
    }

    /** A length, compared with a limit before memory is taken for it. */
    final int length(long size, long offset, String what, int limit) throws IOException {
        if (size < 0 || size > limit) {
            throw ByteSource.corrupt(
                    offset,
                    what + " of " + Long.toUnsignedString(size) + " bytes",
                    "at most " + limit);
        }
        return (int) size;
    }

    /** Closes the input. */
    @Override
    public final void close() throws IOException {
        source.close();
    }
}
