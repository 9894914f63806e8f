package dev.jfrtrace.bridge.collect;

import java.io.IOException;

/** A JVM's records in the order of their starts. */
public interface Records {
    /** The next record, valid until the next call; {@code null} at the end. */
    JfrRecord next() throws IOException;
}
