package dev.jfrtrace.api.spi;

import dev.jfrtrace.api.TraceOutcome;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * What stands behind {@link dev.jfrtrace.api.TraceFlightRecorder}: events of this JVM, of which the
 * old ones are dropped. Called by one thread at a time, but for {@link #close} and {@link
 * #isRecording}.
 */
public interface FlightRecording extends AutoCloseable {
    /** Writes a trace of what is kept, to a file that is replaced when the trace is complete. */
    TraceOutcome writeTo(Path file) throws IOException;

    /** Writes a trace of what is kept; flushes the stream, and leaves it open. */
    TraceOutcome writeTo(OutputStream out) throws IOException;

    /** Writes what is kept as JFR has it. */
    void dumpTo(Path jfr) throws IOException;

    boolean isRecording();

    /** Stops recording and drops what is kept; a second call does nothing. */
    @Override
    void close();
}
