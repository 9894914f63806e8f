package dev.jfrtrace.bridge.convert;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** A stream of the caller's, for one trace. */
final class StreamTarget implements Target {
    private final OutputStream stream;

    StreamTarget(OutputStream stream) {
        this.stream = stream;
    }

    @Override
    public boolean takesSeveral() {
        return false;
    }

    @Override
    public Output open(int number) {
        return new Output() {
            @Override
            public OutputStream stream() {
                return stream;
            }

            @Override
            public void complete() throws IOException {
                stream.flush();
            }

            @Override
            public Path path() {
                return null;
            }

            @Override
            public void close() {
                // The caller's.
            }
        };
    }
}
