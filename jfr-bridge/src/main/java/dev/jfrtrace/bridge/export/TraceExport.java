package dev.jfrtrace.bridge.export;

import dev.jfrtrace.encoder.read.TraceEvent;
import java.io.IOException;

/** Writes a trace in a format of others: add its events in their order, then finish. */
public interface TraceExport {
    /** Takes the next event; keeps nothing of the object. */
    void add(TraceEvent event) throws IOException;

    /** Writes what is still open, and flushes; a trace that broke off becomes a whole document. */
    void finish() throws IOException;
}
