package dev.jfrtrace.bridge.export;

import dev.jfrtrace.bridge.export.StackFrames.KnownStack;
import dev.jfrtrace.encoder.read.StackFrame;
import dev.jfrtrace.encoder.read.State;
import dev.jfrtrace.encoder.read.TraceEvent;
import dev.jfrtrace.encoder.read.TraceStack;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A goroutine's two rows: its states, and below them its regions. */
final class GoroutineTrack {
    private record Region(String name, long since, KnownStack stack) {}

    private record Cause(String name, Track from, long time) {}

    private final ChromeWriter out;
    private final long id;
    private final Track states;
    private final Track regions;
    private final Deque<Region> openRegions = new ArrayDeque<>(2);
    private boolean isNamed;
    private boolean hasRegions;
    private State state = State.UNDETERMINED;
    private String reason = "";
    private long since;
    private KnownStack stack;

    /** Who made it runnable; it is shown when it runs. */
    private Cause cause;

    GoroutineTrack(ChromeWriter out, long id, Track states, Track regions) {
        this.out = out;
        this.id = id;
        this.states = states;
        this.regions = regions;
    }

    Track states() {
        return states;
    }

    /** Takes a change of the goroutine's state, which began at {@code from}. */
    void transition(TraceEvent event, long from, KnownStack at) throws IOException {
        name(event.transitionStack());
        closeState(event.time());
        state = event.to();
        reason = event.reason();
        since = from;
        stack = at;
    }

    /** The outermost frame is where it started. */
    private void name(TraceStack from) throws IOException {
        if (!isNamed && from != null && !from.frames().isEmpty()) {
            List<StackFrame> frames = from.frames();
            name(frames.get(frames.size() - 1).function());
        }
    }

    private void name(String start) throws IOException {
        isNamed = true;
        out.track(states, start + " " + id);
    }

    private void closeState(long time) throws IOException {
        switch (state) {
            case RUNNING:
                slice("running", "running", time);
                arrow();
                break;
            case RUNNABLE:
                slice("runnable", "runnable", time);
                break;
            case SYSCALL:
                slice("syscall", "iowait", time);
                break;
            case WAITING:
                slice(reason.isEmpty() ? "waiting" : reason, "sleeping", time);
                break;
            default:
                break;
        }
    }

    private void slice(String name, String colour, long time) throws IOException {
        out.slice(states, name, state.specName(), colour, since, time, stack);
    }

    void becomesRunnable(String what, Track by, long time) {
        cause = new Cause(what, by, time);
    }

    /** Behind the slice that it points to: Perfetto takes the last one that it has read. */
    private void arrow() throws IOException {
        if (cause != null) {
            out.arrow(cause.name, cause.from, cause.time, states, since);
            cause = null;
        }
    }

    void beginRegion(String name, long time, KnownStack at) {
        openRegions.push(new Region(name, time, at));
    }

    /** One that began before the trace reaches back to its start. */
    void endRegion(String name, long time) throws IOException {
        closeRegion(
                openRegions.isEmpty() ? new Region(name, out.start(), null) : openRegions.pop(),
                time);
    }

    private void closeRegion(Region region, long time) throws IOException {
        hasRegions = true;
        out.slice(regions, region.name, "region", region.since, time, region.stack);
    }

    /** Closes what goes on. */
    void finish(long time) throws IOException {
        closeState(time);
        state = State.NOT_EXIST;
        while (!openRegions.isEmpty()) {
            closeRegion(openRegions.pop(), time);
        }
        if (!isNamed) {
            name("goroutine");
        }
        if (hasRegions) {
            out.track(regions, "regions of " + id);
        }
    }
}
