package dev.jfrtrace.bridge.cli.summary;

import dev.jfrtrace.bridge.translate.AllocationLog;
import dev.jfrtrace.encoder.read.EventKind;
import dev.jfrtrace.encoder.read.StackFrame;
import dev.jfrtrace.encoder.read.TraceEvent;
import dev.jfrtrace.encoder.read.TraceStack;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** What a JVM's threads allocated, and where, as the trace's logs tell. */
final class Allocations {
    /** Beyond so many kinds, those that come are one: each takes some hundred bytes. */
    private static final int MOST = 1 << 14;

    private static final Kind OTHERS = new Kind("others", "others");

    private record Kind(String type, String where) {}

    /**
     * Allocations of a class in a place.
     *
     * @param where what allocated, and who called it
     * @param bytes those that are told of, and where they are samples what they stand for
     * @param count how many are told of
     */
    record Allocated(String type, String where, long bytes, long count) {
        private Allocated plus(long more) {
            return new Allocated(type, where, bytes + more, count + 1);
        }
    }

    /** Each for itself: new buffers, and what was allocated beside them. */
    private final Map<Kind, Allocated> single = new HashMap<>();

    private final Map<Kind, Allocated> samples = new HashMap<>();

    /** Whether new buffers are told, and so all there was. */
    private boolean hasBuffers;

    /** Of the generation at hand, whose tables its stacks hold: each is looked at but once. */
    private final Map<TraceStack, String> places = new IdentityHashMap<>();

    void add(TraceEvent event) {
        if (event.kind() == EventKind.SYNC) {
            places.clear();
        } else if (event.kind() == EventKind.LOG && event.name().equals(AllocationLog.CATEGORY)) {
            AllocationLog.of(event.message()).ifPresent(log -> add(log, place(event.stack())));
        }
    }

    private void add(AllocationLog log, String where) {
        hasBuffers |= log.kind() == AllocationLog.Kind.NEW_TLAB;
        Map<Kind, Allocated> all = log.kind() == AllocationLog.Kind.SAMPLE ? samples : single;
        Kind kind = new Kind(log.type(), where);
        Kind known = all.containsKey(kind) || all.size() < MOST ? kind : OTHERS;
        Allocated none = new Allocated(known.type, known.where, 0, 0);
        all.put(known, all.getOrDefault(known, none).plus(log.bytes()));
    }

    private String place(TraceStack stack) {
        return places.computeIfAbsent(
                stack, s -> SummaryPlaces.whereOf(s == null ? List.<StackFrame>of() : s.frames()));
    }

    /** Where both are told, samples would count the same bytes again. */
    private Collection<Allocated> all() {
        return (hasBuffers || samples.isEmpty() ? single : samples).values();
    }

    /** The largest first. */
    List<Allocated> largest() {
        return all().stream()
                .sorted(
                        Comparator.comparingLong(Allocated::bytes)
                                .reversed()
                                .thenComparing(Allocated::type)
                                .thenComparing(Allocated::where))
                .toList();
    }

    long bytes() {
        return all().stream().mapToLong(Allocated::bytes).sum();
    }
}
