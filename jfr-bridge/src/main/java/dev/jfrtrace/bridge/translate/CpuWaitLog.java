package dev.jfrtrace.bridge.translate;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A log that says on a thread that it waited for a CPU for long: as it is written, and as a trace's
 * reader finds it again. So coarse that equal words come often: a trace has each once.
 *
 * @param millis that it tells of, in steps of fifty
 * @param ran percent of these, in steps of five, for which the thread had a CPU
 * @param waited percent for which it could have run, and had none
 */
public record CpuWaitLog(long millis, int ran, int waited) {
    public static final String CATEGORY = "cpu";

    private static final long STEP = 50;
    private static final long NANOS = 1_000_000;
    private static final long FIVE_PERCENT = 50_000;

    private static final Pattern FORM =
            Pattern.compile(
                    "in (\\d{1,12}) ms on a CPU (\\d{1,3}) %, waiting for one (\\d{1,3}) %");

    /** From a time in nanoseconds, and parts of it in millionths. */
    static CpuWaitLog of(long nanos, long ran, long waited) {
        long steps = (nanos + STEP * NANOS / 2) / (STEP * NANOS);
        return new CpuWaitLog(steps * STEP, percent(ran), percent(waited));
    }

    private static int percent(long millionths) {
        return (int) Math.min(100, (millionths + FIVE_PERCENT / 2) / FIVE_PERCENT * 5);
    }

    String message() {
        return "in " + millis + " ms on a CPU " + ran + " %, waiting for one " + waited + " %";
    }

    /** What a log of this category says; nothing where somebody else wrote it. */
    public static Optional<CpuWaitLog> of(String message) {
        Matcher matcher = FORM.matcher(message);
        return matcher.matches()
                ? Optional.of(
                        new CpuWaitLog(
                                Long.parseLong(matcher.group(1)),
                                Integer.parseInt(matcher.group(2)),
                                Integer.parseInt(matcher.group(3))))
                : Optional.empty();
    }

    /** For how long the thread could have run, and had no CPU. */
    public long waitedNanos() {
        return millis * NANOS / 100 * waited;
    }
}
