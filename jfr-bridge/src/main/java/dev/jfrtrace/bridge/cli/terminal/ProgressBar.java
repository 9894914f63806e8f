package dev.jfrtrace.bridge.cli.terminal;

import dev.jfrtrace.bridge.convert.Progress;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * A line that says how far a conversion is, drawn over itself at most ten times a second. Fits a
 * terminal of 80 columns; wider names lose their start.
 */
public final class ProgressBar implements Progress {
    private static final long PAUSE_NANOS = 100_000_000;
    private static final int CELLS = 30;
    private static final int LABEL = 19;
    private static final int COLUMNS = 79;

    private final PrintStream err;
    private final String label;
    private final LongSupplier clock;
    private final long start;
    private long nextDraw;
    private int shown;

    /**
     * A bar that shows itself at the first sign of progress.
     *
     * @param label whose progress it is; may be empty
     */
    public ProgressBar(PrintStream err, String label, LongSupplier clock) {
        this.err = err;
        this.label = shortened(Text.printable(label));
        this.clock = clock;
        this.start = clock.getAsLong();
        this.nextDraw = start;
    }

    /** A bar that nobody sees. */
    public static ProgressBar none() {
        return new ProgressBar(new PrintStream(OutputStream.nullOutputStream()), "", () -> 0);
    }

    private static String shortened(String label) {
        return label.length() <= LABEL
                ? label
                : "..." + label.substring(label.length() - LABEL + 3);
    }

    @Override
    public void at(Phase phase, long done, long total) {
        long now = clock.getAsLong();
        if (now - nextDraw >= 0) {
            nextDraw = now + PAUSE_NANOS;
            draw(phase, total <= 0 ? 1 : Math.max(0, Math.min(1, (double) done / total)), now);
        }
    }

    private void draw(Phase phase, double share, long now) {
        int full = (int) (share * CELLS);
        String line =
                String.format(
                        Locale.ROOT,
                        "%-11s [%s%s] %3d%% %8s  %s",
                        phase.name().toLowerCase(Locale.ROOT),
                        "#".repeat(full),
                        "-".repeat(CELLS - full),
                        (int) (share * 100),
                        Text.duration(now - start),
                        label);
        show(line, shown);
        shown = Math.max(shown, line.length());
    }

    /** Leaves the line as if nothing had been there. */
    public void clear() {
        if (shown > 0) {
            // All of it: the terminal may have added what the user typed.
            show("", COLUMNS);
            err.print('\r');
            err.flush();
            shown = 0;
        }
    }

    private void show(String line, int columns) {
        err.print('\r');
        err.print(line);
        err.print(" ".repeat(Math.max(0, columns - line.length())));
        err.flush();
    }
}
