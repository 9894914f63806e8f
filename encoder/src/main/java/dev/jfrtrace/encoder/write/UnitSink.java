package dev.jfrtrace.encoder.write;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Receives a trace in whole units: the 16-byte header, one batch, or the one-byte end of a
 * generation. Whoever stops between two units has a file that is readable up to its last
 * generation.
 */
@FunctionalInterface
public interface UnitSink {
    /**
     * Takes one unit; the array is the writer's and changes after the call. Called by one thread at
     * a time; may block.
     *
     * @throws IOException when the unit cannot be taken; the trace ends there
     */
    void unit(byte[] bytes, int offset, int length) throws IOException;

    /** A sink that writes to {@code out}, which stays open. */
    static UnitSink to(OutputStream out) {
        return out::write;
    }
}
