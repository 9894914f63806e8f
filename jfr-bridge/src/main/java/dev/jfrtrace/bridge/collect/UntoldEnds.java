package dev.jfrtrace.bridge.collect;

import java.util.Map;
import java.util.TreeMap;

/**
 * Where virtual threads are taken to end whose ends were not recorded, as in JFR's own settings:
 * where they were last heard of. Those that live while ends are recorded have not ended.
 */
final class UntoldEnds {
    /** Whether ends are recorded from some time on, up to the next one here. */
    private final TreeMap<Long, Boolean> areTold = new TreeMap<>();

    /** From a time on, which is a chunk's first, ends are recorded, or not. */
    void add(long from, boolean isTold) {
        areTold.merge(from, isTold, Boolean::logicalOr);
    }

    /**
     * The end of a thread that was last heard of at a time; {@link JvmThread#UNKNOWN} for one that
     * is still there when the recording ends.
     */
    long behind(long lastHeard) {
        Map.Entry<Long, Boolean> then = areTold.floorEntry(lastHeard);
        if (then == null || !then.getValue()) {
            return lastHeard;
        }
        return areTold.tailMap(lastHeard, false).entrySet().stream()
                .filter(later -> !later.getValue())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(JvmThread.UNKNOWN);
    }
}
