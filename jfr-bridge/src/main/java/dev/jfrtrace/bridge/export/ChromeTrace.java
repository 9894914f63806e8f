package dev.jfrtrace.bridge.export;

import dev.jfrtrace.encoder.format.Limits;
import dev.jfrtrace.encoder.read.ResourceKind;
import dev.jfrtrace.encoder.read.State;
import dev.jfrtrace.encoder.read.TraceEvent;
import dev.jfrtrace.encoder.util.LongMap;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a trace as Trace Event JSON: add its events in their order, then {@link #finish}. A row
 * for each goroutine has its states as slices, one below it has its regions; rows of their own have
 * the stopped worlds and the collector; arrows go from who wakes to who is woken. Not thread-safe.
 */
public final class ChromeTrace implements TraceExport {
    /** Viewers take a row with the number of its section for something else. */
    private static final int FIRST_ROW = 10;

    private record RangeKey(String name, ResourceKind kind, long resource) {}

    private record Range(long since, StackFrames.KnownStack stack) {}

    private record Task(String name, long since, Track track) {}

    private final ChromeWriter out;
    private final StackFrames frames = new StackFrames(StackFrames.MOST);
    private final Counters counters;
    private final LongMap<GoroutineTrack> goroutines = new LongMap<>();
    private final Map<RangeKey, Range> ranges = new LinkedHashMap<>();
    private final Map<Long, Task> tasks = new LinkedHashMap<>();
    private final Map<String, Track> collectorTracks = new HashMap<>();
    private final LongMap<Track> machineTracks = new LongMap<>();
    private int rows = FIRST_ROW;
    private long syncTime;
    private long time;

    /**
     * Starts the document.
     *
     * @param out flushed at the end, and not closed
     */
    public ChromeTrace(OutputStream out, Window window) throws IOException {
        this.out = new ChromeWriter(out, window);
        this.counters = new Counters(this.out);
        for (Track.Section section : Track.Section.values()) {
            this.out.section(section);
        }
    }

    @Override
    public void add(TraceEvent event) throws IOException {
        time = event.time();
        switch (event.kind()) {
            case SYNC:
                sync(event);
                break;
            case STATE_TRANSITION:
                if (event.resourceKind() == ResourceKind.GOROUTINE && event.from() != event.to()) {
                    transition(event);
                }
                break;
            case RANGE_BEGIN:
                ranges.put(key(event), new Range(time, frames.of(event.stack())));
                break;
            case RANGE_ACTIVE:
                ranges.putIfAbsent(key(event), new Range(syncTime, null));
                break;
            case RANGE_END:
                endRange(event);
                break;
            case METRIC:
                counters.metric(event.name(), event.value(), time);
                break;
            case STACK_SAMPLE:
                out.instant(
                        track(event), "CPU sample", "sample", time, frames.of(event.stack()), null);
                break;
            default:
                addAnnotation(event);
                break;
        }
    }

    private void sync(TraceEvent event) {
        if (event.number() == 1) {
            out.startsAt(time);
        }
        syncTime = time;
        frames.sync();
    }

    private void transition(TraceEvent event) throws IOException {
        GoroutineTrack track = goroutine(event.resource());
        boolean isNew = event.from() == State.UNDETERMINED;
        track.transition(event, isNew ? syncTime : time, frames.of(event.transitionStack()));
        counters.change(event.from(), event.to(), time);
        if (event.from() == State.WAITING) {
            cause("wake", event, track);
        } else if (event.from() == State.NOT_EXIST) {
            cause("create", event, track);
        }
        if (event.to() == State.NOT_EXIST) {
            track.finish(time);
            goroutines.remove(event.resource());
        }
    }

    /** What happens on the goroutine itself, or on none, does not tell who caused it. */
    private void cause(String what, TraceEvent event, GoroutineTrack track) {
        GoroutineTrack by = goroutines.get(event.goroutine());
        if (by != null && by != track) {
            track.becomesRunnable(what, by.states(), time);
        }
    }

    private GoroutineTrack goroutine(long id) {
        GoroutineTrack known = goroutines.get(id);
        if (known == null) {
            Track states = row(Track.Section.THREADS);
            known = new GoroutineTrack(out, id, states, row(Track.Section.THREADS));
            goroutines.put(id, known);
        }
        return known;
    }

    private Track row(Track.Section section) {
        return new Track(section, rows++);
    }

    /** The row of what the event happened on. */
    private Track track(TraceEvent event) throws IOException {
        if (event.goroutine() != Limits.NONE) {
            return goroutine(event.goroutine()).states();
        }
        long thread = event.thread();
        Track known = machineTracks.get(thread);
        if (known == null) {
            known = row(Track.Section.MACHINE);
            machineTracks.put(thread, known);
            out.track(known, thread == Limits.NONE ? "no thread" : "thread " + thread);
        }
        return known;
    }

    private static RangeKey key(TraceEvent event) {
        return new RangeKey(event.name(), event.resourceKind(), event.resource());
    }

    private void endRange(TraceEvent event) throws IOException {
        RangeKey key = key(event);
        Range begun = ranges.remove(key);
        if (begun != null) {
            write(key, begun);
        }
    }

    private void write(RangeKey key, Range range) throws IOException {
        Track track = collectorTrack(key);
        out.slice(track, key.name, "collector", range.since, time, range.stack);
    }

    /** Worlds are stopped one after the other; the rest has a row for each that it is of. */
    private Track collectorTrack(RangeKey key) throws IOException {
        boolean isStop = key.name.startsWith("stop-the-world");
        String of = key.kind == ResourceKind.NONE || isStop ? "" : " of " + key.kind + " ";
        String name = isStop ? "stopped world" : key.name + of + (of.isEmpty() ? "" : key.resource);
        Track known = collectorTracks.get(name);
        if (known == null) {
            known = row(Track.Section.COLLECTOR);
            collectorTracks.put(name, known);
            out.track(known, name);
        }
        return known;
    }

    private void addAnnotation(TraceEvent event) throws IOException {
        switch (event.kind()) {
            case LOG:
                String category = event.name().isEmpty() ? "log" : event.name();
                out.instant(
                        track(event),
                        category,
                        "log",
                        time,
                        frames.of(event.stack()),
                        event.message());
                break;
            case REGION_BEGIN:
                goroutine(event.goroutine())
                        .beginRegion(event.name(), time, frames.of(event.stack()));
                break;
            case REGION_END:
                goroutine(event.goroutine()).endRegion(event.name(), time);
                break;
            case TASK_BEGIN:
                tasks.put(event.task(), new Task(event.name(), time, track(event)));
                break;
            case TASK_END:
                Task begun = tasks.remove(event.task());
                write(
                        event.task(),
                        begun == null ? new Task(event.name(), out.start(), track(event)) : begun);
                break;
            default:
                break;
        }
    }

    private void write(long id, Task task) throws IOException {
        if (out.shows(task.since, time)) {
            out.async("b", task.name, "task", task.track, id, task.since);
            out.async("e", task.name, "task", task.track, id, time);
        }
    }

    /** Ends the document; what goes on at the end of the trace ends there. */
    @Override
    public void finish() throws IOException {
        for (Map.Entry<RangeKey, Range> open : ranges.entrySet()) {
            write(open.getKey(), open.getValue());
        }
        for (Map.Entry<Long, Task> open : tasks.entrySet()) {
            write(open.getKey(), open.getValue());
        }
        List<GoroutineTrack> live = new ArrayList<>();
        goroutines.forEach(live::add);
        for (GoroutineTrack track : live) {
            track.finish(time);
        }
        counters.finish(time);
        out.finish(frames);
    }

    /** How many events of the JSON are written, names of rows aside. */
    public long written() {
        return out.written();
    }
}
