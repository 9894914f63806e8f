package dev.jfrtrace.bridge.translate;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A log that says how much CPU time was taken in a time that ends with it: as it is written, and as
 * a trace's reader finds it again.
 *
 * @param goroutine of the thread that took it; {@link #WRITER} for the one that the log is on,
 *     {@link #JVM} for all threads of the JVM together, its own included
 * @param millis that were taken
 * @param withinMillis up to the log's own time
 */
public record CpuTimeLog(long goroutine, long millis, long withinMillis) {
    public static final String CATEGORY = "cpu time";

    public static final long WRITER = 0;
    public static final long JVM = -1;

    private static final String THIS_JVM = "this JVM";

    private static final Pattern FORM =
            Pattern.compile(
                    "(\\d{1,12}) ms of CPU time within (\\d{1,12}) ms"
                            + "(?:, by (?:("
                            + THIS_JVM
                            + ")|G(\\d{1,18}) .*))?",
                    Pattern.DOTALL);

    /**
     * @param name of the thread; counts where it did not write the log itself
     */
    String message(String name) {
        String took = millis + " ms of CPU time within " + withinMillis + " ms";
        if (goroutine == WRITER) {
            return took;
        }
        return took + ", by " + (goroutine == JVM ? THIS_JVM : "G" + goroutine + " " + name);
    }

    /** What a log of this category says; nothing where somebody else wrote it. */
    public static Optional<CpuTimeLog> of(String message) {
        Matcher matcher = FORM.matcher(message);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long other = matcher.group(4) == null ? WRITER : Long.parseLong(matcher.group(4));
        return Optional.of(
                new CpuTimeLog(
                        matcher.group(3) == null ? other : JVM,
                        Long.parseLong(matcher.group(1)),
                        Long.parseLong(matcher.group(2))));
    }
}
