package dev.jfrtrace.bridge.translate;

import static dev.jfrtrace.bridge.mapping.JfrMapping.CONTAINER_CONFIGURATION;
import static dev.jfrtrace.bridge.mapping.JfrMapping.CONTAINER_THROTTLING;

import dev.jfrtrace.bridge.collect.JfrRecord;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import java.math.BigDecimal;
import java.util.Map;

/**
 * What a cgroup's quota keeps from its program. JFR tells the kernel's counters now and then, which
 * have counted since the cgroup was made: only what they grew by is of the trace. A CPU counts for
 * as long as it was kept from threads of the cgroup that wanted it, so that two CPUs may count for
 * two seconds in one.
 */
final class QuotaEvents {
    private static final double MILLI = 1e6;

    /** The counters at a time. */
    private record Look(long time, long periods, long throttled, long nanos) {
        boolean isKnown() {
            return periods >= 0 && throttled >= 0 && nanos >= 0;
        }

        /** Counters that went back are those of another cgroup. */
        boolean follows(Look before) {
            return before != null
                    && periods >= before.periods
                    && throttled >= before.throttled
                    && nanos >= before.nanos;
        }
    }

    private final Stage stage;
    private Look last;
    private String quota = "";

    QuotaEvents(Stage stage) {
        this.stage = stage;
    }

    void register(Map<JfrMapping, EventHandler> handlers) {
        handlers.put(CONTAINER_CONFIGURATION, this::configure);
        handlers.put(CONTAINER_THROTTLING, this::look);
    }

    private Fate configure(JfrRecord record, TracedThread thread) {
        quota = inWords(record.slots[1], record.slots[2]);
        return Fate.NOT_USED;
    }

    /** Of a quota and its period in microseconds; nothing where there is none, or it is unknown. */
    private static String inWords(long micros, long perMicros) {
        return micros <= 0 || perMicros <= 0
                ? ""
                : millis(micros) + " of CPU time in each " + millis(perMicros);
    }

    private static String millis(long micros) {
        return BigDecimal.valueOf(micros, 3).stripTrailingZeros().toPlainString() + " ms";
    }

    private Fate look(JfrRecord record, TracedThread thread) {
        Look now = new Look(stage.endedAt(), record.slots[0], record.slots[1], record.slots[2]);
        if (!now.isKnown()) {
            return Fate.NOT_USED;
        }
        Look before = last;
        last = now;
        boolean isBeforeTrace = stage.isClipped(record);
        if (isBeforeTrace || !now.follows(before) || now.nanos == before.nanos) {
            return Fate.NOT_USED;
        }
        stage.planVmLog(record.end, ThrottledLog.CATEGORY, since(before, now));
        return stage.translated();
    }

    private String since(Look before, Look now) {
        long throttled = now.throttled - before.throttled;
        ThrottledLog log =
                new ThrottledLog(
                        Math.round((now.nanos - before.nanos) / MILLI),
                        throttled,
                        // JFR reads one counter after the other, and may be throttled in between.
                        Math.max(throttled, now.periods - before.periods),
                        Math.round((now.time - before.time) / MILLI),
                        quota);
        return log.message();
    }
}
