package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.encoder.util.LongMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A log that says what a thread allocated: as it is written, and as a trace's reader finds it
 * again.
 *
 * @param type the class, as JFR names it
 * @param bytes of the object, or what the event stands for, to two digits: the thread's new buffer
 *     (TLAB), which it fills without another event, or what a sample weighs
 * @param kind what tells it
 */
public record AllocationLog(String type, long bytes, Kind kind) {
    /** What tells of an allocation: samples stand for all of them, the others each for itself. */
    public enum Kind {
        SAMPLE,
        NEW_TLAB,
        OUTSIDE_TLAB
    }

    public static final String CATEGORY = "alloc";

    private static final String ABOUT = "about ";

    /** By their names. */
    private static final Map<String, Long> UNITS =
            Map.of("bytes", 1L, "kB", 1_000L, "MB", 1_000_000L);

    private static final String NEW_TLAB = " bytes in a new TLAB of ";

    private static final Pattern FORM =
            Pattern.compile(
                    "(.+), (\\d+"
                            + NEW_TLAB
                            + ")?(about )?"
                            + "(\\d{1,13})(?:\\.(\\d))? (bytes|kB|MB)");

    /** Makes messages with estimates: of the sizes there are a few hundred, each is made once. */
    static final class Estimates {
        private final LongMap<String> known = new LongMap<>();

        /** The message of a sample. */
        String sample(String type, long weight) {
            return type + ", " + about(weight);
        }

        /** The message of an object for which its thread took a new buffer. */
        String newTlab(String type, long bytes, long tlabBytes) {
            return type + ", " + bytes + NEW_TLAB + about(tlabBytes);
        }

        private String about(long weight) {
            if (weight < 0) {
                // Of damaged ones there may be any number.
                return ABOUT + rounded(weight);
            }
            long round = twoDigits(weight);
            String size = known.get(round);
            if (size == null) {
                size = ABOUT + text(round);
                known.put(round, size);
            }
            return size;
        }
    }

    /** The message of an allocation whose size is known. */
    static String exactly(String type, long bytes) {
        return type + ", " + bytes + " bytes";
    }

    /** What a log of this category says; nothing where it says something else. */
    public static Optional<AllocationLog> of(String message) {
        Matcher matcher = FORM.matcher(message);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long unit = UNITS.get(matcher.group(6));
        long tenths = matcher.group(5) == null ? 0 : Long.parseLong(matcher.group(5));
        long bytes = Long.parseLong(matcher.group(4)) * unit + tenths * unit / 10;
        return Optional.of(new AllocationLog(matcher.group(1), bytes, kind(matcher)));
    }

    private static Kind kind(Matcher form) {
        if (form.group(2) != null) {
            return Kind.NEW_TLAB;
        }
        return form.group(3) != null ? Kind.SAMPLE : Kind.OUTSIDE_TLAB;
    }

    static String rounded(long bytes) {
        return text(twoDigits(bytes));
    }

    /**
     * A sample's weight is an estimate: two digits say all, and recur, so that the trace is small.
     */
    private static long twoDigits(long bytes) {
        long scale = 1;
        while (bytes / scale >= 100) {
            scale *= 10;
        }
        boolean up = bytes % scale >= (scale + 1) / 2;
        return (bytes / scale + (up ? 1 : 0)) * scale;
    }

    private static String text(long round) {
        if (round >= 1_000_000) {
            return inUnits(round, 1_000_000) + " MB";
        }
        return round >= 1_000 ? inUnits(round, 1_000) + " kB" : round + " bytes";
    }

    private static String inUnits(long round, long unit) {
        long tenth = round % unit / (unit / 10);
        return round / unit + (tenth == 0 ? "" : "." + tenth);
    }
}
