package dev.jfrtrace.bridge.translate;

import static dev.jfrtrace.bridge.mapping.JfrMapping.CONCURRENT_MODE_FAILURE;
import static dev.jfrtrace.bridge.mapping.JfrMapping.EVACUATION_FAILED;
import static dev.jfrtrace.bridge.mapping.JfrMapping.GARBAGE_COLLECTION;
import static dev.jfrtrace.bridge.mapping.JfrMapping.GC_CONCURRENT;
import static dev.jfrtrace.bridge.mapping.JfrMapping.GC_CONCURRENT_1;
import static dev.jfrtrace.bridge.mapping.JfrMapping.GC_CONCURRENT_2;
import static dev.jfrtrace.bridge.mapping.JfrMapping.GC_PARALLEL;
import static dev.jfrtrace.bridge.mapping.JfrMapping.GC_PAUSE;
import static dev.jfrtrace.bridge.mapping.JfrMapping.PROMOTION_FAILED;
import static dev.jfrtrace.bridge.mapping.JfrMapping.SAFEPOINT_BEGIN;
import static dev.jfrtrace.bridge.mapping.JfrMapping.SAFEPOINT_END;
import static dev.jfrtrace.bridge.mapping.JfrMapping.SYSTEM_GC;
import static dev.jfrtrace.bridge.mapping.JfrMapping.VM_OPERATION;

import dev.jfrtrace.bridge.collect.JfrRecord;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.encoder.generation.Stack;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Pauses, safepoints, GC cycles, and what the collector's threads do. */
final class GcEvents {
    /** Collections and safepoints whose parts may still come: a bound, not a need. */
    private static final int REMEMBERED = 256;

    private static final String SYNC = "safepoint sync";

    private static final String FAILURE = "gc failure";

    /** Collections during which all threads stand still, by the names of those that collect. */
    private static final Set<String> STOPPING =
            Set.of(
                    "DefNew",
                    "ParNew",
                    "ParallelScavenge",
                    "G1New",
                    "SerialOld",
                    "PSMarkSweep",
                    "ParallelOld",
                    "G1Full");

    /** Why a collection failed: it may for more than one reason. */
    private record Failure(long gcId, String why) {}

    private final Stage stage;
    private final Pauses pauses;
    private final Map<Long, String> collections = recent();

    /** What was said of a failure. */
    private final Map<Failure, String> failures = recent();

    private final Map<Long, Pauses.Stop> safepoints = recent();
    private int runningCycles;

    GcEvents(Stage stage) {
        this.stage = stage;
        this.pauses = stage.pauses;
    }

    private static <K, V> Map<K, V> recent() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > REMEMBERED;
            }
        };
    }

    void register(Map<JfrMapping, EventHandler> handlers) {
        handlers.put(SAFEPOINT_BEGIN, this::safepointBegin);
        handlers.put(VM_OPERATION, this::operation);
        handlers.put(SAFEPOINT_END, this::safepointEnd);
        handlers.put(GC_PAUSE, this::pause);
        handlers.put(GARBAGE_COLLECTION, this::collection);
        handlers.put(SYSTEM_GC, this::asked);
        handlers.put(EVACUATION_FAILED, failed("there was no room to copy live objects to"));
        handlers.put(PROMOTION_FAILED, failed("the old generation had no room for live objects"));
        handlers.put(CONCURRENT_MODE_FAILURE, failed("the heap was full before it was done"));
        handlers.put(GC_CONCURRENT, this::phase);
        handlers.put(GC_CONCURRENT_1, this::phase);
        handlers.put(GC_CONCURRENT_2, this::phase);
        handlers.put(GC_PARALLEL, this::phase);
    }

    /** The trace ends. */
    void finish(long time) {
        pauses.finish(time);
    }

    /** What comes now is lost: pauses and cycles end here, as far as can be known. */
    void abandon(long time) {
        pauses.finish(time);
        if (runningCycles > 0) {
            runningCycles = 0;
            stage.threads.asVmThread(time, t -> stage.encoder.gcEnd(Cast.VM_M, t));
        }
    }

    private Fate safepointBegin(JfrRecord record, TracedThread thread) {
        safepoints.put(
                record.slots[0],
                pauses.plan(Pauses.Kind.SYNC, () -> SYNC, record.start, record.end));
        return Fate.TRANSLATED;
    }

    /** An operation at a safepoint; the world stands still from the sync's end on. */
    private Fate operation(JfrRecord record, TracedThread thread) {
        boolean atSafepoint = record.slots[1] != 0;
        if (!atSafepoint) {
            return Fate.NOT_USED;
        }
        Pauses.Stop sync = safepoints.get(record.slots[2]);
        if (sync != null && sync.kind == Pauses.Kind.SYNC && sync.end <= record.start) {
            pauses.extend(sync, record.start);
        }
        // "GC" in a name makes Go's MMU count the range: GCPhasePause alone is JFR's pause.
        String operation = stage.text(record.slots[0], "operation").replace("GC", "Gc");
        safepoints.put(
                record.slots[2],
                pauses.plan(
                        Pauses.Kind.OPERATION,
                        () -> "safepoint " + operation,
                        record.start,
                        record.end));
        return Fate.TRANSLATED;
    }

    /** It begins by letting threads go, who run while the VM thread tidies up. */
    private Fate safepointEnd(JfrRecord record, TracedThread thread) {
        Pauses.Stop last = safepoints.remove(record.slots[0]);
        if (last != null) {
            pauses.extend(last, record.start);
        }
        return Fate.TRANSLATED;
    }

    private Fate pause(JfrRecord record, TracedThread thread) {
        String phase = stage.text(record.slots[1], "pause");
        String name = phase.startsWith("GC ") ? phase : "GC " + phase;
        long gcId = record.slots[0];
        pauses.plan(Pauses.Kind.GC, () -> ofCollection(name, gcId), record.start, record.end);
        return Fate.TRANSLATED;
    }

    /** A pause may begin a little before the collection that it is part of. */
    private String ofCollection(String pause, long gcId) {
        String collection = collections.get(gcId);
        return collection == null ? pause : pause + " (" + collection + ")";
    }

    private Fate collection(JfrRecord record, TracedThread thread) {
        String name = stage.text(record.slots[1], "collection");
        String cause = stage.text(record.slots[2], "unknown cause");
        collections.put(record.slots[0], name + ", " + cause);
        Stack stack = stage.stacks.named(name, cause);
        stage.timeline.begin(record.start, time -> beginCycle(time, stack));
        stage.timeline.end(Math.max(record.end, record.start + 1), this::endCycle);
        if (STOPPING.contains(name) && stage.lacksPauses) {
            long gcId = record.slots[0];
            pauses.plan(
                    Pauses.Kind.GC, () -> ofCollection("GC Pause", gcId), record.start, record.end);
        }
        return Fate.TRANSLATED;
    }

    /** Somebody calls System.gc, or what does so in native code. */
    private Fate asked(JfrRecord record, TracedThread thread) {
        stage.planLog(
                thread,
                record.start,
                SystemGcLog.CATEGORY,
                SystemGcLog.message(record.slots[0] != 0),
                stage.stacks.at(record.stack));
        return Fate.TRANSLATED;
    }

    /** Several threads of a collection may fail for the same reason. */
    private EventHandler failed(String why) {
        return (record, thread) -> {
            String collection = collections.get(record.slots[0]);
            String message = (collection == null ? "" : collection + ": ") + why;
            boolean isKnown =
                    message.equals(failures.put(new Failure(record.slots[0], why), message));
            if (isKnown) {
                return Fate.EVIDENCE;
            }
            stage.planVmLog(record.start, FAILURE, message);
            return Fate.TRANSLATED;
        };
    }

    private void beginCycle(long time, Stack stack) {
        if (runningCycles++ == 0) {
            stage.threads.asVmThread(time, t -> stage.encoder.gcBegin(Cast.VM_M, t, stack));
        }
    }

    private void endCycle(long time) {
        // None runs where a gap has ended it before its time.
        if (runningCycles > 0 && --runningCycles == 0) {
            stage.threads.asVmThread(time, t -> stage.encoder.gcEnd(Cast.VM_M, t));
        }
    }

    /** The collector's own work: the thread runs through all of it. */
    private Fate phase(JfrRecord record, TracedThread thread) {
        if (thread == null) {
            return Fate.NO_THREAD;
        }
        if (record.end == record.start) {
            return Fate.NOT_USED;
        }
        String name = "GC: " + stage.text(record.slots[1], "phase");
        stage.planRegion(thread, record, name, null, Stack.NONE);
        stage.silence.heardOf(thread, record.end);
        return stage.translated();
    }
}
