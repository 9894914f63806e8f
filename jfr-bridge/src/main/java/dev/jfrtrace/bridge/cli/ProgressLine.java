package dev.jfrtrace.bridge.cli;

import dev.jfrtrace.bridge.record.Meter;
import java.io.PrintStream;

/** A line that says how long is recorded and how much, drawn over itself. */
final class ProgressLine {
    private static final int COLUMNS = 79;
    private static final double SECOND = 1e9;

    /** {@code null} when nobody looks. */
    private final PrintStream err;

    private final String what;
    private boolean isShown;

    ProgressLine(PrintStream err, String what) {
        this.err = err;
        this.what = what;
    }

    /** A line that nobody sees. */
    static ProgressLine none() {
        return new ProgressLine(null, "");
    }

    boolean isSeen() {
        return err != null;
    }

    /**
     * Shows how far it is.
     *
     * @param nanos since it began
     * @param recorded since
     */
    void at(long nanos, Meter.Reading recorded) {
        long rate = nanos == 0 ? 0 : Math.round(recorded.events() * SECOND / nanos);
        String line =
                what
                        + ": "
                        + Text.duration(nanos)
                        + ", "
                        + Text.size(recorded.bytes())
                        + ", "
                        + Text.count(rate)
                        + " events/s"
                        + (recorded.lostBytes() == 0
                                ? ""
                                : ", " + Text.size(recorded.lostBytes()) + " LOST")
                        + "; Ctrl-C ends it";
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
