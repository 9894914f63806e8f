package dev.jfrtrace.bridge.translate;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A log that says that all CPUs were busy, and for whom: as it is written, and as a trace's reader
 * finds it again.
 *
 * @param tenths of a second that it tells of, up to its own time
 * @param ours percent of the machine that this JVM took
 * @param others percent of the machine that all others took
 */
public record MachineLog(long tenths, int ours, int others) {
    public static final String CATEGORY = "machine";

    /** In nanoseconds. */
    private static final long TENTH = 100_000_000;

    private static final double HUNDREDTH = 10_000;

    private static final Pattern FORM =
            Pattern.compile(
                    "all CPUs were busy for (\\d{1,9})\\.(\\d) s: this JVM took (\\d{1,3}) %,"
                            + " others (\\d{1,3}) %; who is running may have waited for one");

    /** From times in nanoseconds, and parts of the machine in millionths. */
    static MachineLog of(long nanos, long ours, long all) {
        int oursPercent = percent(Math.min(ours, all));
        return new MachineLog((nanos + TENTH / 2) / TENTH, oursPercent, percent(all) - oursPercent);
    }

    private static int percent(long millionths) {
        return (int) Math.round(millionths / HUNDREDTH);
    }

    String message() {
        return "all CPUs were busy for "
                + tenths / 10
                + "."
                + tenths % 10
                + " s: this JVM took "
                + ours
                + " %, others "
                + others
                + " %; who is running may have waited for one";
    }

    /** What a log of this category says; nothing where somebody else wrote it. */
    public static Optional<MachineLog> of(String message) {
        Matcher matcher = FORM.matcher(message);
        return matcher.matches()
                ? Optional.of(
                        new MachineLog(
                                Long.parseLong(matcher.group(1) + matcher.group(2)),
                                Integer.parseInt(matcher.group(3)),
                                Integer.parseInt(matcher.group(4))))
                : Optional.empty();
    }

    public long nanos() {
        return tenths * TENTH;
    }
}
