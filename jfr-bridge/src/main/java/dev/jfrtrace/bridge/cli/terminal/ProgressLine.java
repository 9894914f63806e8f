package dev.jfrtrace.bridge.cli.terminal;

import dev.jfrtrace.bridge.record.Meter;
import java.io.PrintStream;

/** Says how long is recorded and how much: in a line that is drawn over itself, or now and then. */
public final class ProgressLine {
    private static final int COLUMNS = 79;
    private static final double SECOND = 1e9;
    private static final long PAUSE_NANOS = 2_000_000_000L;

    /** {@code null} when nobody looks. */
    private final PrintStream err;

    private final String what;
    private final boolean hasTerminal;
    private boolean isShown;
    private long nextNanos = PAUSE_NANOS;

    private ProgressLine(PrintStream err, String what, boolean hasTerminal) {
        this.err = err;
        this.what = what;
        this.hasTerminal = hasTerminal;
    }

    /** A line that has the terminal for itself. */
    public static ProgressLine of(PrintStream err, String what) {
        return new ProgressLine(err, what, true);
    }

    /** Whole lines, every two seconds, between those of a program that writes to the same place. */
    public static ProgressLine among(PrintStream err, String what) {
        return new ProgressLine(err, what, false);
    }

    /** A line that nobody sees. */
    public static ProgressLine none() {
        return new ProgressLine(null, "", false);
    }

    public boolean isSeen() {
        return err != null;
    }

    /**
     * Shows how far it is.
     *
     * @param nanos since it began
     * @param recorded since
     */
    public void at(long nanos, Meter.Reading recorded) {
        if (hasTerminal) {
            show(text(nanos, recorded) + "; Ctrl-C ends it");
            isShown = true;
        } else if (nanos >= nextNanos) {
            nextNanos = nanos + PAUSE_NANOS;
            err.println("jfrtrace: " + text(nanos, recorded));
        }
    }

    private String text(long nanos, Meter.Reading recorded) {
        long rate = nanos == 0 ? 0 : Math.round(recorded.events() * SECOND / nanos);
        return what
                + ": "
                + Text.duration(nanos)
                + ", "
                + Text.size(recorded.bytes())
                + ", "
                + Text.count(rate)
                + " events/s"
                + (recorded.lostBytes() == 0
                        ? ""
                        : ", " + Text.size(recorded.lostBytes()) + " LOST");
    }

    /** Leaves the line as if nothing had been there. */
    public void clear() {
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
