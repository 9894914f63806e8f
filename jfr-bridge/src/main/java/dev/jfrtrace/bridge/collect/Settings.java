package dev.jfrtrace.bridge.collect;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a recording had switched on, from its jdk.ActiveSetting events. Several recordings may have
 * run at once: the most generous counts, as it does in the JVM.
 */
public final class Settings {
    /** A threshold that no event reaches. */
    public static final long OFF = Long.MAX_VALUE;

    /** No bound on how many events are recorded. */
    public static final double UNLIMITED = Double.POSITIVE_INFINITY;

    /** {@code 100/s}. */
    private static final Pattern RATE = Pattern.compile("\\s*(\\d{1,9})\\s*/\\s*(\\w+)\\s*");

    /** {@code 20 ms}. */
    private static final Pattern SPAN = Pattern.compile("\\s*(\\d{1,18})\\s+(\\w+)\\s*");

    /** What async-profiler calls its ways to sample by CPU time. */
    private static final Set<String> CPU_ENGINES = Set.of("cpu", "ctimer", "itimer");

    /** The state of its samples by CPU time among others. */
    private static final String ON_CPU = "STATE_DEFAULT";

    /** Its interval when it is not told another, in nanoseconds. */
    private static final long USUAL_INTERVAL = 10_000_000;

    private static final Map<String, Long> UNITS =
            Map.of(
                    "ns", 1L,
                    "us", 1_000L,
                    "ms", 1_000_000L,
                    "s", 1_000_000_000L,
                    "m", 60_000_000_000L,
                    "h", 3_600_000_000_000L,
                    "d", 86_400_000_000_000L);

    private final Map<String, Boolean> enabled = new TreeMap<>();
    private final Map<String, Long> thresholds = new TreeMap<>();
    private final Map<String, Long> periods = new TreeMap<>();
    private final Map<String, Double> throttles = new TreeMap<>();
    private String engine = "";
    private long interval;
    private boolean hasWallSamples;

    /** Types that are on in some chunks, and off in others. */
    private final Set<String> offInPart = new TreeSet<>();

    /** As {@link jdk.jfr.Recording#getSettings} has them: {@code type#name} to value. */
    public static Settings of(Map<String, String> settings) {
        Settings all = new Settings();
        settings.forEach(
                (key, value) -> {
                    int hash = key.lastIndexOf('#');
                    all.add(key.substring(0, Math.max(0, hash)), key.substring(hash + 1), value);
                });
        return all;
    }

    void add(String type, String name, String value) {
        if (name == null || value == null) {
            return;
        }
        if (name.equals("enabled")) {
            enabled.merge(type, Boolean.parseBoolean(value), Boolean::logicalOr);
        } else if (name.equals("threshold")) {
            thresholds.merge(type, nanos(value), Math::min);
        } else if (name.equals("period") && nanos(value) > 0) {
            periods.merge(type, nanos(value), Math::min);
        } else if (name.equals("throttle")) {
            throttles.merge(type, perSecond(value), Math::max);
        } else if (name.equals("event")) {
            engine = value;
        } else if (name.equals("interval") && value.matches("\\d{1,18}")) {
            interval = Long.parseLong(value);
        } else if (name.equals("wall")) {
            hasWallSamples = value.matches("\\d{1,18}");
        }
    }

    /**
     * Takes in those of another chunk.
     *
     * @param isNext whether it is all of what was recorded at another time: what is off in it was
     *     then off for a part of the time
     */
    void merge(Settings other, boolean isNext) {
        mergeSampling(other);
        if (isNext && areKnown() && other.areKnown()) {
            noteOff(this, other);
            noteOff(other, this);
        }
        other.enabled.forEach((type, on) -> enabled.merge(type, on, Boolean::logicalOr));
        other.throttles.forEach((type, rate) -> throttles.merge(type, rate, Math::min));
        // The least favourable chunk counts: what it hides may look like running.
        other.thresholds.forEach((type, nanos) -> thresholds.merge(type, nanos, Math::max));
        other.periods.forEach((type, nanos) -> periods.merge(type, nanos, Math::max));
    }

    /** Chunks that say nothing are sampled as others are: async-profiler says it in the first. */
    private void mergeSampling(Settings other) {
        if (!areKnown()) {
            engine = other.engine;
            interval = other.interval;
            hasWallSamples = other.hasWallSamples;
        } else if (other.areKnown() && !samplesAs(other)) {
            engine = "";
        }
    }

    private boolean samplesAs(Settings other) {
        return engine.equals(other.engine)
                && interval == other.interval
                && hasWallSamples == other.hasWallSamples;
    }

    private void noteOff(Settings one, Settings other) {
        one.enabled.forEach(
                (type, on) -> {
                    if (on && !other.isOn(type)) {
                        offInPart.add(type);
                    }
                });
    }

    /** Whether the recording says anything of its settings. */
    public boolean areKnown() {
        return !enabled.isEmpty();
    }

    /**
     * The length in nanoseconds below which events of a type are not recorded; {@link #OFF} when
     * the type is off or unknown to the recording.
     */
    public long threshold(String type) {
        return isOn(type) ? thresholds.getOrDefault(type, 0L) : OFF;
    }

    /**
     * Most events of a type that are recorded in a second, {@link #UNLIMITED} for any number. Which
     * of more are left out cannot be told.
     */
    public double mostPerSecond(String type) {
        return throttles.getOrDefault(type, UNLIMITED);
    }

    /** Whether events of a type are recorded in a part of the time only. */
    public boolean isOffInPart(String type) {
        return offInPart.contains(type);
    }

    /** Whether events of a type are recorded. */
    boolean isOn(String type) {
        return enabled.getOrDefault(type, false);
    }

    /**
     * How often events of a type are written, in nanoseconds; 0 when that is not known, or not by
     * the clock but when a chunk begins or ends.
     */
    long period(String type) {
        return periods.getOrDefault(type, 0L);
    }

    /**
     * How much CPU time a sample of a profiler stands for, in nanoseconds; 0 where it is not known
     * to be by CPU time, as those by the clock are not that it may take as well.
     *
     * @param state of the sample
     */
    public long sampledCpu(String state) {
        long each = interval > 0 ? interval : USUAL_INTERVAL;
        boolean isOnCpu = !hasWallSamples || ON_CPU.equals(state);
        return CPU_ENGINES.contains(engine) && isOnCpu ? each : 0;
    }

    /** A JFR rate ({@code 100/s}); {@link #UNLIMITED} for all else, {@code off} first of all. */
    private static double perSecond(String rate) {
        Matcher parts = RATE.matcher(rate);
        long unit = parts.matches() ? UNITS.getOrDefault(parts.group(2), 0L) : 0;
        return unit == 0 ? UNLIMITED : Long.parseLong(parts.group(1)) * (1e9 / unit);
    }

    /** A JFR time span ({@code 20 ms}) in nanoseconds, {@link #OFF} at most; 0 for all else. */
    static long nanos(String span) {
        Matcher parts = SPAN.matcher(span);
        if (!parts.matches()) {
            return 0;
        }
        long count = Long.parseLong(parts.group(1));
        long unit = UNITS.getOrDefault(parts.group(2), 0L);
        return unit > 0 && count > OFF / unit ? OFF : count * unit;
    }
}
