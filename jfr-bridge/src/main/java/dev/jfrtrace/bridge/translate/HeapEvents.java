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
import java.util.Map;

/**
 * The heap: its size where the collector tells it, and between collections as the allocation
 * samples let it grow, so that the counter is a sawtooth and not a flight of steps.
 */
final class HeapEvents {
    private final Stage stage;

    private final AllocationLog.Estimates estimates = new AllocationLog.Estimates();

    /** When the collector told the size last, as far as planned. */
    private long knownAt = JvmRecording.START;

    /** Whether each new buffer is told, of which samples would be a part. */
    private boolean tellsBuffers;

    private long used;
    private long committed;

    HeapEvents(Stage stage) {
        this.stage = stage;
    }

    void register(Map<JfrMapping, EventHandler> handlers) {
        handlers.put(HEAP_SUMMARY, this::summary);
        handlers.put(HEAP_USAGE, this::summary);
        handlers.put(ALLOCATION_SAMPLE, this::sample);
        handlers.put(ALLOCATION_NEW_TLAB, this::newTlab);
        handlers.put(ALLOCATION_OUTSIDE_TLAB, this::outsideTlab);
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
        return allocation(
                record, thread, partSince(record, thread), estimates.sample(type(record), weight));
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
        if (tellsBuffers) {
            return 0;
        }
        return last < knownAt
                ? (long) ((double) weight * (record.start - knownAt) / (record.start - last))
                : weight;
    }

    private String type(JfrRecord record) {
        return stage.text(record.slots[0], "unknown class");
    }

    /** The thread fills the buffer without telling: it is what the event stands for. */
    private Fate newTlab(JfrRecord record, TracedThread thread) {
        tellsBuffers = true;
        long tlab = record.slots[1];
        long bytes = record.slots[2];
        return allocation(record, thread, tlab, estimates.newTlab(type(record), bytes, tlab));
    }

    private Fate outsideTlab(JfrRecord record, TracedThread thread) {
        long bytes = record.slots[1];
        return allocation(record, thread, bytes, AllocationLog.exactly(type(record), bytes));
    }

    private Fate allocation(JfrRecord record, TracedThread thread, long grows, String message) {
        if (thread == null) {
            return Fate.NO_THREAD;
        }
        stage.timeline.begin(record.start, time -> grow(time, grows));
        return log(record, thread, message);
    }

    private Fate log(JfrRecord record, TracedThread thread, String message) {
        stage.planLog(
                thread,
                record.start,
                AllocationLog.CATEGORY,
                message,
                stage.stacks.at(record.stack));
        return Fate.TRANSLATED;
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
        return log(record, thread, message);
    }
}
