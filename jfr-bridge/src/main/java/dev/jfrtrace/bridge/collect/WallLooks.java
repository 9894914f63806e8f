package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.bridge.mapping.JfrMapping;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Joins the samples of profilers that sample every thread in turn, by the wall clock: a thread that
 * ran at one sample and at the next one is taken to have run in between. Their period is chosen by
 * the user, and may be a fifth of a second. Samplers that pick threads which run, as JFR does, tell
 * nothing of the time between two samples.
 */
final class WallLooks {
    /** Farther apart than that, looks say nothing of what is between them. */
    private static final long MAX_SECONDS_APART = 1;

    private static final String RAN = "RUNNABLE";

    /** Of async-profiler, which has samples of both sorts under one name. */
    private static final String WAITED = "SLEEPING";

    private final Symbols symbols;
    private final RunWriter runs;
    private final long maxApart;

    /** Of each thread the last look, if it ran then. */
    private final Map<Long, JfrRecord> last = new TreeMap<>();

    private final Map<Long, String> states = new HashMap<>();
    private boolean looksAtAll;

    WallLooks(Symbols symbols, RunWriter runs, long ticksPerSecond) {
        this.symbols = symbols;
        this.runs = runs;
        this.maxApart = ticksPerSecond * MAX_SECONDS_APART;
    }

    /**
     * Hears of a record.
     *
     * @return whether it is kept until the next look at its thread
     */
    boolean keeps(JfrMapping row, JfrRecord record) throws IOException {
        if (record.thread == JfrRecord.NONE || !isLook(row, record)) {
            return false;
        }
        boolean ran = state(record).contains(RAN);
        JfrRecord before = last.remove(record.thread);
        if (before != null) {
            long apart = record.start - before.start;
            before.end = ran && apart > 0 && apart <= maxApart ? record.start : before.end;
            runs.add(before);
        }
        if (ran) {
            JfrRecord kept = new JfrRecord();
            kept.set(record);
            last.put(record.thread, kept);
        }
        return ran;
    }

    private boolean isLook(JfrMapping row, JfrRecord record) {
        if (row == JfrMapping.EXECUTION_SAMPLE) {
            looksAtAll |= state(record).contains(WAITED);
            return looksAtAll;
        }
        return row == JfrMapping.WALL_CLOCK_SAMPLE || row == JfrMapping.DATADOG_METHOD_SAMPLE;
    }

    private String state(JfrRecord record) {
        return states.computeIfAbsent(
                record.slots[0],
                id -> {
                    String text = symbols.text(id);
                    return text == null ? "" : text;
                });
    }

    /** The chunk has been read. */
    void finish() throws IOException {
        for (JfrRecord record : last.values()) {
            runs.add(record);
        }
        last.clear();
    }
}
