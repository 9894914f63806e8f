package dev.jfrtrace.bridge.translate;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A log that says what a cgroup's quota withheld from its program, from one look at the cgroup's
 * counters to the next: as it is written, and as a trace's reader finds it again.
 *
 * @param withheldMillis for how long it kept the program off CPUs, summed over these
 * @param throttled in how many of the quota's periods
 * @param periods how many of these there were in which the program ran
 * @param withinMillis from look to look
 * @param quota in words; empty where it is not known
 */
public record ThrottledLog(
        long withheldMillis, long throttled, long periods, long withinMillis, String quota) {
    public static final String CATEGORY = "throttled";

    private static final String QUOTA = "; the quota is ";

    private static final Pattern FORM =
            Pattern.compile(
                    "(\\d{1,12}) ms of CPU time withheld in (\\d{1,12}) of (\\d{1,12}) periods,"
                            + " within (\\d{1,12}) ms(?:"
                            + QUOTA
                            + "(.+))?");

    String message() {
        return withheldMillis
                + " ms of CPU time withheld in "
                + throttled
                + " of "
                + periods
                + " periods, within "
                + withinMillis
                + " ms"
                + (quota.isEmpty() ? "" : QUOTA + quota);
    }

    /** What a log of this category says; nothing where somebody else wrote it. */
    public static Optional<ThrottledLog> of(String message) {
        Matcher matcher = FORM.matcher(message);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String quota = matcher.group(5);
        return Optional.of(
                new ThrottledLog(
                        Long.parseLong(matcher.group(1)),
                        Long.parseLong(matcher.group(2)),
                        Long.parseLong(matcher.group(3)),
                        Long.parseLong(matcher.group(4)),
                        quota == null ? "" : quota));
    }
}
