package dev.jfrtrace.bridge.translate;

import static dev.jfrtrace.bridge.mapping.JfrMapping.ALLOCATION_NEW_TLAB;
import static dev.jfrtrace.bridge.mapping.JfrMapping.ALLOCATION_OUTSIDE_TLAB;
import static dev.jfrtrace.bridge.mapping.JfrMapping.ALLOCATION_REQUIRING_GC;
import static dev.jfrtrace.bridge.mapping.JfrMapping.ALLOCATION_SAMPLE;
import static dev.jfrtrace.bridge.mapping.JfrMapping.HEAP_SUMMARY;
import static dev.jfrtrace.bridge.mapping.JfrMapping.HEAP_USAGE;

import dev.jfrtrace.bridge.collect.JfrRecord;
import dev.jfrtrace.bridge.collect.JvmRecording;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.encoder.util.LongMap;
import java.util.Map;

/**
 * The heap: its size where the collector tells it, and between collections as the allocation
 * samples let it grow, so that the counter is a sawtooth and not a flight of steps.
 */
final class HeapEvents {
    private static final String ALLOC = "alloc";
    private static final String ABOUT = "about ";

    private final Stage stage;

    /** Texts of weights, by their two digits. */
    private final LongMap<String> weights = new LongMap<>();

    /** When the collector told the size last, as far as planned. */
    private long knownAt = JvmRecording.START;

    private long used;
    private long committed;

    HeapEvents(Stage stage) {
        this.stage = stage;
    }

    void register(Map<JfrMapping, EventHandler> handlers) {
        handlers.put(HEAP_SUMMARY, this::summary);
        handlers.put(HEAP_USAGE, this::summary);
        handlers.put(ALLOCATION_SAMPLE, this::sample);
        handlers.put(
                ALLOCATION_NEW_TLAB, (r, t) -> allocation(r, t, r.slots[1], r.slots[2] + " bytes"));
        handlers.put(
                ALLOCATION_OUTSIDE_TLAB,
                (r, t) -> allocation(r, t, r.slots[1], r.slots[1] + " bytes"));
        handlers.put(ALLOCATION_REQUIRING_GC, this::requiringGc);
    }

    private Fate summary(JfrRecord record, TracedThread thread) {
        long nowUsed = record.slots[0];
        long nowCommitted = record.slots[1];
        knownAt = record.start;
        stage.timeline.begin(record.start, time -> report(time, nowUsed, nowCommitted));
        return Fate.TRANSLATED;
    }

    private void report(long time, long nowUsed, long nowCommitted) {
        used = Math.max(0, nowUsed);
        stage.encoder.heapAlloc(Cast.DISPATCHER_M, time, used);
        if (nowCommitted > 0 && nowCommitted != committed) {
            committed = nowCommitted;
            stage.encoder.heapGoal(Cast.DISPATCHER_M, time, committed);
        }
    }

    private Fate sample(JfrRecord record, TracedThread thread) {
        long weight = record.slots[1];
        return allocation(record, thread, partSince(record, thread), about(weight));
    }

    /**
     * A sample's weight is what its thread allocated since the last one: of that, what is not part
     * of the size that the collector told in between, if it allocated evenly.
     */
    private long partSince(JfrRecord record, TracedThread thread) {
        long weight = record.slots[1];
        if (thread == null) {
            return 0;
        }
        long last = thread.sampledAt;
        thread.sampledAt = record.start;
        return last < knownAt
                ? (long) ((double) weight * (record.start - knownAt) / (record.start - last))
                : weight;
    }

    private Fate allocation(JfrRecord record, TracedThread thread, long grows, String size) {
        String type = stage.text(record.slots[0], "unknown class");
        if (thread == null) {
            return Fate.NO_THREAD;
        }
        stage.timeline.begin(record.start, time -> grow(time, grows));
        stage.planLog(
                thread, record.start, ALLOC, type + ", " + size, stage.stacks.at(record.stack));
        return Fate.TRANSLATED;
    }

    /** A sample's weight: of the texts there are a few hundred, and each is made once. */
    private String about(long weight) {
        if (weight < 0) {
            // Of damaged ones there may be any number.
            return ABOUT + rounded(weight);
        }
        long round = twoDigits(weight);
        String known = weights.get(round);
        if (known == null) {
            known = ABOUT + text(round);
            weights.put(round, known);
        }
        return known;
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

    private void grow(long time, long bytes) {
        if (bytes <= 0 || committed == 0) {
            return;
        }
        used = Math.min(used + bytes, committed);
        stage.encoder.heapAlloc(Cast.DISPATCHER_M, time, used);
    }

    private Fate requiringGc(JfrRecord record, TracedThread thread) {
        String message = record.slots[0] + " bytes, requires a collection";
        stage.planLog(thread, record.start, ALLOC, message, stage.stacks.at(record.stack));
        return Fate.TRANSLATED;
    }
}
