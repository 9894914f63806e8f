package dev.jfrtrace.bridge.collect;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * In what a JVM counts its own CPU time for jdk.CPULoad. Up to JDK 22 those on Apple's processors
 * take the system's ticks, 24 million a second, for nanoseconds: what they say that they took is
 * 41.7 times too little, and what the machine did is right. Later ones ask otherwise (JDK-8326446),
 * and so do later updates of older ones, but not of all vendors: they are known by what they say.
 */
enum JvmCpuClock {
    NANOSECONDS(1),
    MACH_TICKS(125.0 / 3);

    private static final int FIRST_RIGHT = 23;

    private static final String APPLE = " for bsd-aarch64 JRE ";

    /** The JDK's version, of which the first JDKs have a 1 in front, and not the vendor's. */
    private static final Pattern FEATURE = Pattern.compile("\\((\\d{1,4})[.+)-]");

    /** In a second: in these later JVMs count, and in them is the time between two loads. */
    private static final double HUNDREDTHS = 100;

    /** Further from a whole number no hundredths are that are told in floats. */
    private static final double SLACK = 0.002;

    /** Where millionths may add up to more, any number may pass for a whole one. */
    private static final double MOST_SLACK = 0.05;

    private final double factor;

    JvmCpuClock(double factor) {
        this.factor = factor;
    }

    /**
     * The clock of a JVM.
     *
     * @param version as jdk.JVMInformation has it; {@code null} where it is not told
     */
    static JvmCpuClock of(String version) {
        int at = version == null ? -1 : version.indexOf(APPLE);
        Matcher feature = at < 0 ? null : FEATURE.matcher(version.substring(at));
        boolean isWrong =
                feature != null
                        && feature.find()
                        && Integer.parseInt(feature.group(1)) < FIRST_RIGHT;
        return isWrong ? MACH_TICKS : NANOSECONDS;
    }

    /**
     * The same, or what loads prove instead: what later JVMs took between two of them is a whole
     * number of hundredths of a second, each time.
     *
     * @param loads of one chunk, in order of time
     * @param cpus of which they are parts
     */
    JvmCpuClock provedBy(List<JfrRecord> loads, long cpus, long ticksPerSecond) {
        int told = 0;
        int whole = 0;
        for (int i = 1; i < loads.size(); i++) {
            double ticks = loads.get(i).start - loads.get(i - 1).start;
            long period = Math.round(ticks / ticksPerSecond * HUNDREDTHS);
            for (int slot = 1; slot <= 2; slot++) {
                double load = loads.get(i).slots[slot] / LoadPeriods.MILLION;
                told += load > 0 ? 1 : 0;
                whole += load > 0 && isWhole(load, cpus, period) ? 1 : 0;
            }
        }
        return whole * 2 > told ? NANOSECONDS : this;
    }

    /** Whether a load stands for whole hundredths; when exactly it was taken is not known. */
    private static boolean isWhole(double load, long cpus, long period) {
        double slack = SLACK + cpus * period / LoadPeriods.MILLION;
        for (long length = period - 1; length <= period + 1; length++) {
            double taken = load * cpus * length;
            boolean isNear = Math.abs(taken - Math.rint(taken)) <= slack;
            if (isNear && taken > slack && slack < MOST_SLACK) {
                return true;
            }
        }
        return false;
    }

    /** Makes a load of the machine say what the JVM took of it. */
    void correct(JfrRecord load) {
        load.slots[1] = (long) (load.slots[1] * factor);
        load.slots[2] = (long) (load.slots[2] * factor);
    }
}
