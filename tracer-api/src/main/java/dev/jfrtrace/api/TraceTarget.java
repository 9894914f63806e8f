package dev.jfrtrace.api;

import java.io.IOException;
import java.io.OutputStream;

/** Where a {@link TraceWriter} writes to. */
interface TraceTarget {
    /** Tracing is on: what stood here before may go. */
    void begin() throws IOException;

    void write(byte[] bytes, int length) throws IOException;

    /** There is no more. */
    void finish() throws IOException;

    /** Tracing could not be started: all is to be as it was. */
    void abandon() throws IOException;

    /** A stream of somebody else's. */
    static TraceTarget to(OutputStream out) {
        return new TraceTarget() {
            @Override
            public void begin() {}

            @Override
            public void write(byte[] bytes, int length) throws IOException {
                out.write(bytes, 0, length);
            }

            @Override
            public void finish() throws IOException {
                out.flush();
            }

            @Override
            public void abandon() {}
        };
    }
}
