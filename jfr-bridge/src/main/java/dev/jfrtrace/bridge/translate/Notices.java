package dev.jfrtrace.bridge.translate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Waits for a notice, by the address of their monitor, until JavaMonitorNotify (JDK 25) tells when
 * it was given. Waits whose event comes with the notice's in the wrong order, or whose notice was
 * not recorded, are none the worse: they end where their own event says.
 */
final class Notices {
    /** Waits that are over are cleared away when so many are known. */
    private static final int MANY = 1024;

    private final Map<Long, List<Wait>> byAddress = new HashMap<>();
    private int count;
    private int limit = MANY;

    /**
     * A wait is planned that its waker will notify.
     *
     * @param start when it begins: waits that ended before are over
     */
    void expect(long address, Wait wait, long start) {
        if (count >= limit) {
            forgetBefore(start);
        }
        byAddress.computeIfAbsent(address, a -> new ArrayList<>(2)).add(wait);
        count++;
    }

    /** The waits that a notice ends: the JVM takes those that have waited longest. */
    List<Wait> take(long address, TracedThread notifier, long time, long most) {
        List<Wait> told = new ArrayList<>(1);
        List<Wait> at = byAddress.getOrDefault(address, List.of());
        Iterator<Wait> known = at.iterator();
        while (known.hasNext() && told.size() < most) {
            Wait next = known.next();
            boolean isOver = next.end < time;
            if (isOver || next.waker == notifier) {
                known.remove();
                count--;
            }
            if (!isOver && next.waker == notifier) {
                told.add(next);
            }
        }
        if (at.isEmpty()) {
            byAddress.remove(address);
        }
        return told;
    }

    private void forgetBefore(long time) {
        byAddress.values().forEach(waits -> waits.removeIf(w -> w.end < time));
        byAddress.values().removeIf(List::isEmpty);
        count = byAddress.values().stream().mapToInt(List::size).sum();
        limit = Math.max(MANY, 2 * count);
    }
}
