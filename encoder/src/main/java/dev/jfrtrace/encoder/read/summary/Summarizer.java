package dev.jfrtrace.encoder.read.summary;

import dev.jfrtrace.encoder.read.ResourceKind;
import dev.jfrtrace.encoder.read.State;
import dev.jfrtrace.encoder.read.TraceEvent;
import dev.jfrtrace.encoder.util.LongMap;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Sums up a trace:
 *
 * <pre>
 * Summarizer summarizer = new Summarizer();
 * for (TraceEvent event = in.next(); event != null; event = in.next()) {
 *     summarizer.add(event);
 * }
 * TraceSummary summary = summarizer.finish();
 * </pre>
 *
 * Not thread-safe.
 */
public final class Summarizer {
    private static final String HEAP = "/memory/classes/heap/objects:bytes";

    private record RangeKey(String name, ResourceKind kind, long resource) {}

    private final GoroutineTimes goroutines = new GoroutineTimes();
    private final StackTimes waits = new StackTimes();
    private final Wakes wakes = new Wakes();
    private final Keepers keepers = new Keepers(waits::lastOf);
    private final Stops stops = new Stops();
    private final MutatorUtilization utilization =
            new MutatorUtilization(MutatorUtilization.GO_DEFAULT);
    private final MutatorUtilization utilizationOfAllStops = new MutatorUtilization(withAllStops());
    private final OpenSpans<RangeKey> ranges = new OpenSpans<>();
    private final OpenRegions regions = new OpenRegions();
    private final OpenSpans<Long> tasks = new OpenSpans<>();
    private final Map<String, LogSummary> logs = new TreeMap<>();
    private LongMap<Boolean> threads = new LongMap<>();
    private long start;
    private long time;
    private long syncTime;
    private long events;
    private long samples;
    private long minHeap;
    private long maxHeap;
    private int running;
    private int maxRunning;

    /** A summarizer at the start of a trace. */
    public Summarizer() {}

    private static Set<MutatorUtilization.Flag> withAllStops() {
        Set<MutatorUtilization.Flag> flags = EnumSet.copyOf(MutatorUtilization.GO_DEFAULT);
        flags.add(MutatorUtilization.Flag.EVERY_STOP);
        return flags;
    }

    /**
     * Begins within a trace: what was added before does not count, the state does, and what goes on
     * counts from there.
     *
     * @param state what holds where the part begins, as {@code StateSoFar} has it
     */
    public void resume(List<TraceEvent> state) {
        state.forEach(this::add);
        events = 0;
        threads = new LongMap<>();
        maxRunning = running;
    }

    /** Takes the next event; keeps nothing of the object. */
    public void add(TraceEvent event) {
        time = event.time();
        events++;
        if (event.thread() >= 0 && threads.get(event.thread()) == null) {
            threads.put(event.thread(), Boolean.TRUE);
        }
        utilization.add(event);
        utilizationOfAllStops.add(event);
        switch (event.kind()) {
            case SYNC:
                sync(event);
                break;
            case STATE_TRANSITION:
                transition(event);
                break;
            case RANGE_BEGIN:
                goroutines.rangeBegin(event);
                if (isStop(event)) {
                    stops.begin(event.name(), time);
                } else {
                    ranges.begin(key(event), event.name(), time);
                }
                break;
            case RANGE_ACTIVE:
                goroutines.rangeActive(event);
                ranges.isOpen(key(event), event.name(), syncTime);
                break;
            case RANGE_END:
                goroutines.rangeEnd(event);
                if (isStop(event)) {
                    stops.end(event.name(), time);
                } else {
                    ranges.end(key(event), event.name(), time);
                }
                break;
            default:
                addOther(event);
                break;
        }
    }

    private void sync(TraceEvent event) {
        events--;
        start = event.number() == 1 ? time : start;
        syncTime = time;
        goroutines.sync(time);
        waits.sync();
    }

    private static RangeKey key(TraceEvent event) {
        return new RangeKey(event.name(), event.resourceKind(), event.resource());
    }

    private static boolean isStop(TraceEvent event) {
        return event.name().startsWith("stop-the-world");
    }

    private void transition(TraceEvent event) {
        boolean changes = event.from() != event.to();
        if (event.resourceKind() != ResourceKind.GOROUTINE || !changes) {
            goroutines.transition(event);
            return;
        }
        running += event.to() == State.RUNNING ? 1 : 0;
        running -= event.from() == State.RUNNING ? 1 : 0;
        maxRunning = Math.max(maxRunning, running);
        if (event.from() == State.WAITING) {
            wake(event);
        }
        goroutines.transition(event);
        waits.transition(event, goroutines.of(event.resource()));
        if (event.to() == State.NOT_EXIST) {
            regions.abandon(event.resource());
            keepers.forget(event.resource());
        }
    }

    /** What happens on the goroutine itself, or on none, does not tell who woke it. */
    private void wake(TraceEvent event) {
        StackTimes.Open wait = waits.of(event.resource());
        if (wait != null && wait.isWaiting()) {
            boolean isKnown = event.goroutine() != event.resource();
            GoroutineSummary waker = isKnown ? goroutines.of(event.goroutine()) : null;
            GoroutineSummary woken = goroutines.of(event.resource());
            long waited = time - wait.since();
            wakes.add(waker, woken, wait.summary().reason(), waited);
            wait.summary().waited(woken, waited);
            wait.summary().ended(waker, waited);
            keepers.add(wait.summary(), event.resource(), waker, wait.since(), time);
        }
    }

    private void addOther(TraceEvent event) {
        switch (event.kind()) {
            case METRIC:
                if (event.name().equals(HEAP)) {
                    minHeap = maxHeap == 0 ? event.value() : Math.min(minHeap, event.value());
                    maxHeap = Math.max(maxHeap, event.value());
                }
                break;
            case STACK_SAMPLE:
                samples++;
                waits.see("", event, goroutines.of(event.goroutine()));
                break;
            case LOG:
                logs.computeIfAbsent(
                                event.name(),
                                category -> new LogSummary(category, time, event.message()))
                        .add();
                waits.see(event.name(), event, goroutines.of(event.goroutine()));
                break;
            case TASK_BEGIN:
                tasks.begin(event.task(), event.name(), time);
                break;
            case TASK_END:
                tasks.end(event.task(), event.name(), time);
                break;
            case REGION_BEGIN:
                regions.begin(owner(event), event.name(), time);
                break;
            case REGION_END:
                regions.end(owner(event), event.name(), time);
                break;
            default:
                break;
        }
    }

    /** Whose region it is; of a part that is resumed there may be nothing else of it. */
    private GoroutineSummary owner(TraceEvent region) {
        GoroutineSummary known = goroutines.of(region.goroutine());
        return known == null ? new GoroutineSummary(region.goroutine(), time) : known;
    }

    /**
     * The summary of a part of the trace; nothing more may be added.
     *
     * @param end up to which what goes on is counted; not before the last event
     */
    public TraceSummary finish(long end) {
        time = end;
        return finish();
    }

    private List<RangeSummary> allRanges() {
        return Stream.concat(ranges.finish().stream(), stops.kinds().stream())
                .sorted(Comparator.comparing(RangeSummary::name))
                .toList();
    }

    /** The summary; nothing more may be added. */
    public TraceSummary finish() {
        return new TraceSummary(
                start,
                time,
                events,
                threads.size(),
                maxRunning,
                goroutines.close(time),
                waits.finish(goroutines, time),
                wakes.finish(),
                stops.finish(),
                utilization,
                utilizationOfAllStops,
                allRanges(),
                regions.finish(),
                tasks.finish(),
                samples,
                waits.places(),
                List.copyOf(logs.values()),
                minHeap,
                maxHeap);
    }
}
