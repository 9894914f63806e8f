package dev.jfrtrace.bridge.collect;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * In what a JVM counts its own CPU time for jdk.CPULoad. Up to JDK 24 those on Apple's processors
 * take the system's ticks, 24 million a second, for nanoseconds: what they say that they took is
 * 41.7 times too little, and what the machine did is right.
 */
enum JvmCpuClock {
    NANOSECONDS(1),
    MACH_TICKS(125.0 / 3);

    private static final int FIRST_RIGHT = 25;

    private static final String APPLE = " for bsd-aarch64 JRE ";

    /** The JDK's version, of which the first JDKs have a 1 in front, and not the vendor's. */
    private static final Pattern FEATURE = Pattern.compile("\\((\\d{1,4})[.+)-]");

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

    /** Makes a load of the machine say what the JVM took of it. */
    void correct(JfrRecord load) {
        load.slots[1] = (long) (load.slots[1] * factor);
        load.slots[2] = (long) (load.slots[2] * factor);
    }
}
