package dev.jfrtrace.bridge.collect;

import java.util.Arrays;
import java.util.Set;

/**
 * Notices that a JVM stood still while it recorded: something that JFR does at regular intervals
 * did not come. Ticks go on when a process is stopped, and on many machines when they sleep.
 */
final class Heartbeat {
    /** Events that JFR writes every second or so, whatever the program does. */
    private static final Set<String> REGULAR =
            Set.of(
                    "jdk.CPULoad",
                    "jdk.ExceptionStatistics",
                    "jdk.JavaThreadStatistics",
                    "jdk.ClassLoadingStatistics");

    /** A pause of less is no news. */
    private static final long LEAST_SECONDS = 10;

    /** It is so many times as long as all others are in the mean, or the beat is none. */
    private static final int UNUSUAL = 10;

    /** So many beats tell what is usual. */
    private static final int ENOUGH = 5;

    /**
     * A time without a beat, in ticks.
     *
     * @param from the last beat before it
     * @param to the first behind it
     */
    record Pause(long from, long to) {
        long length() {
            return to - from;
        }
    }

    /** Of more nothing is told: six days of four a second. */
    private static final int MOST = 1 << 21;

    private final long least;
    private long[] beats = new long[64];
    private int size;

    Heartbeat(long ticksPerSecond) {
        this.least = LEAST_SECONDS * ticksPerSecond;
    }

    /** Whether events of a type, by its modern name, are beats. */
    static boolean isBeat(String type) {
        return REGULAR.contains(type);
    }

    /** JFR did what it does again and again. Beats come in any order, as buffers are written. */
    void beat(long ticks) {
        if (size == beats.length && size < MOST) {
            beats = Arrays.copyOf(beats, 2 * size);
        }
        if (size < beats.length) {
            beats[size++] = ticks;
        }
    }

    /** The longest pause, if the JVM stood still in it; {@code null} otherwise. */
    Pause standstill() {
        if (size < ENOUGH || size == MOST) {
            return null;
        }
        Arrays.sort(beats, 0, size);
        Pause longest = new Pause(0, 0);
        int pauses = 0;
        for (int i = 1; i < size; i++) {
            Pause pause = new Pause(beats[i - 1], beats[i]);
            pauses += pause.length() > 0 ? 1 : 0;
            longest = pause.length() > longest.length() ? pause : longest;
        }
        long others = beats[size - 1] - beats[0] - longest.length();
        boolean isUnusual = longest.length() / UNUSUAL > others / Math.max(1, pauses - 1);
        return longest.length() >= least && isUnusual ? longest : null;
    }
}
