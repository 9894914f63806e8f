package dev.jfrtrace.bridge.convert;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** Where traces go. */
interface Target {
    /** One trace on its way. Closed without {@link #complete}, it leaves nothing behind. */
    interface Output extends Closeable {
        OutputStream stream();

        /** The trace is whole: puts it where it belongs. */
        void complete() throws IOException;

        /** Where it will be; {@code null} for a stream. */
        Path path();
    }

    boolean takesSeveral();

    /**
     * @param number of the trace, from 1
     */
    Output open(int number) throws IOException;
}
