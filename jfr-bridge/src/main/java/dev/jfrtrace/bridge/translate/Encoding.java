package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.encoder.TraceEvents;
import java.io.IOException;

/** Where a translation's events go. */
interface Encoding {
    /** Takes events in the order of their times. */
    TraceEvents events();

    /** The trace has come to {@code time}, where a generation may end. */
    void reach(long time) throws IOException;

    /**
     * Ends the trace; what was refused has been reported then.
     *
     * @return whether it is whole
     */
    boolean close() throws IOException;
}
