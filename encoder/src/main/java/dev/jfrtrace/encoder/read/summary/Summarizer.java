package dev.jfrtrace.encoder.read.summary;

import dev.jfrtrace.encoder.read.ResourceKind;
import dev.jfrtrace.encoder.read.State;
import dev.jfrtrace.encoder.read.TraceEvent;
import dev.jfrtrace.encoder.util.LongMap;
import java.util.ArrayDeque;
import java.util.Deque;

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
    private record RangeKey(String name, ResourceKind kind, long resource) {}

    private record RegionKey(long goroutine, int depth) {}

    private final GoroutineTimes goroutines = new GoroutineTimes();
    private final OpenSpans<RangeKey> ranges = new OpenSpans<>();
    private final OpenSpans<RegionKey> regions = new OpenSpans<>();
    private final OpenSpans<Long> tasks = new OpenSpans<>();
    private final LongMap<Deque<String>> openRegions = new LongMap<>();
    private final LongMap<Boolean> threads = new LongMap<>();
    private long start;
    private long time;
    private long syncTime;
    private long events;
    private long samples;
    private long logs;
    private long maxHeap;
    private int running;
    private int maxRunning;

    /** A summarizer at the start of a trace. */
    public Summarizer() {}

    /** Takes the next event; keeps nothing of the object. */
    public void add(TraceEvent event) {
        time = event.time();
        events++;
        if (event.thread() >= 0 && threads.get(event.thread()) == null) {
            threads.put(event.thread(), Boolean.TRUE);
        }
        switch (event.kind()) {
            case SYNC:
                events--;
                start = event.number() == 1 ? time : start;
                syncTime = time;
                goroutines.sync(time);
                break;
            case STATE_TRANSITION:
                count(event);
                goroutines.transition(event);
                break;
            case RANGE_BEGIN:
                goroutines.rangeBegin(event);
                ranges.begin(key(event), event.name(), time);
                break;
            case RANGE_ACTIVE:
                goroutines.rangeActive(event);
                ranges.isOpen(key(event), event.name(), syncTime);
                break;
            case RANGE_END:
                goroutines.rangeEnd(event);
                ranges.end(key(event), time);
                break;
            default:
                addOther(event);
                break;
        }
    }

    private static RangeKey key(TraceEvent event) {
        return new RangeKey(event.name(), event.resourceKind(), event.resource());
    }

    private void count(TraceEvent event) {
        if (event.resourceKind() == ResourceKind.GOROUTINE && event.from() != event.to()) {
            running += event.to() == State.RUNNING ? 1 : 0;
            running -= event.from() == State.RUNNING ? 1 : 0;
            maxRunning = Math.max(maxRunning, running);
        }
    }

    private void addOther(TraceEvent event) {
        switch (event.kind()) {
            case METRIC:
                boolean isHeap = event.name().equals("/memory/classes/heap/objects:bytes");
                maxHeap = isHeap ? Math.max(maxHeap, event.value()) : maxHeap;
                break;
            case STACK_SAMPLE:
                samples++;
                break;
            case LOG:
                logs++;
                break;
            case TASK_BEGIN:
                tasks.begin(event.task(), event.name(), time);
                break;
            case TASK_END:
                tasks.end(event.task(), time);
                break;
            case REGION_BEGIN:
                Deque<String> outer = regionsOf(event.goroutine());
                outer.push(event.name());
                regions.begin(new RegionKey(event.goroutine(), outer.size()), event.name(), time);
                break;
            case REGION_END:
                Deque<String> open = regionsOf(event.goroutine());
                if (!open.isEmpty()) {
                    regions.end(new RegionKey(event.goroutine(), open.size()), time);
                    open.pop();
                }
                break;
            default:
                break;
        }
    }

    private Deque<String> regionsOf(long goroutine) {
        Deque<String> known = openRegions.get(goroutine);
        if (known == null) {
            known = new ArrayDeque<>(2);
            openRegions.put(goroutine, known);
        }
        return known;
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
                ranges.summaries(),
                regions.summaries(),
                tasks.summaries(),
                samples,
                logs,
                maxHeap);
    }
}
