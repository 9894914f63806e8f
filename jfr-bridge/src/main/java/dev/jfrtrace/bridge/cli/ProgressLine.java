package dev.jfrtrace.bridge.cli;

import java.io.OutputStream;
import java.io.PrintStream;

/** A line that says how long is recorded and how much, drawn over itself. */
final class ProgressLine {
    private static final int COLUMNS = 79;
    private static final double BYTES_PER_NANO = 1e9;

    private final PrintStream err;
    private final String what;
    private boolean isShown;

    ProgressLine(PrintStream err, String what) {
        this.err = err;
        this.what = what;
    }

    /** A line that nobody sees. */
    static ProgressLine none() {
        return new ProgressLine(new PrintStream(OutputStream.nullOutputStream()), "");
    }

    /**
     * Shows how far it is.
     *
     * @param nanos since it began
     * @param bytes recorded since
     */
    void at(long nanos, long bytes) {
        long rate = nanos == 0 ? 0 : Math.round(bytes * BYTES_PER_NANO / nanos);
        String line =
                what
                        + ": "
                        + Text.duration(nanos)
                        + ", "
                        + Text.size(bytes)
                        + ", "
                        + Text.size(rate)
                        + "/s; Ctrl-C ends it";
        show(line);
        isShown = true;
    }

    /** Leaves the line as if nothing had been there. */
    void clear() {
        if (isShown) {
            show("");
            err.print('\r');
            err.flush();
            isShown = false;
        }
    }

    private void show(String line) {
        err.print('\r' + line + " ".repeat(Math.max(0, COLUMNS - line.length())));
        err.flush();
    }
}
