package dev.jfrtrace.encoder.read.summary;

import dev.jfrtrace.encoder.format.Limits;
import dev.jfrtrace.encoder.read.ResourceKind;
import dev.jfrtrace.encoder.read.StackFrame;
import dev.jfrtrace.encoder.read.State;
import dev.jfrtrace.encoder.read.TraceEvent;
import dev.jfrtrace.encoder.read.TraceStack;
import dev.jfrtrace.encoder.util.LongMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Follows goroutines through their states, by the definitions of Go's summaries. */
final class GoroutineTimes {
    /** A reason that Go's summaries take for the goroutine's end. */
    private static final String FOREVER = "forever";

    private record ProcRange(long proc, String name) {}

    private final LongMap<GoroutineSummary> live = new LongMap<>();
    private final List<GoroutineSummary> all = new ArrayList<>();

    /** The goroutine that is in a syscall and holds this proc, and the other way round. */
    private final Map<Long, Long> syscallOnProc = new HashMap<>();

    private final Map<Long, Long> procOfSyscall = new HashMap<>();

    /** The goroutine that was there when a range of a proc began. */
    private final Map<ProcRange, Long> procRanges = new HashMap<>();

    /** The start of the generation. */
    private long syncTime;

    void sync(long time) {
        syncTime = time;
    }

    /** The last goroutine with this id; {@code null} when there is none. */
    GoroutineSummary of(long id) {
        return live.get(id);
    }

    void transition(TraceEvent event) {
        if (event.resourceKind() == ResourceKind.PROC) {
            proc(event);
        } else if (event.from() != event.to()) {
            goroutine(event);
        }
    }

    private void proc(TraceEvent event) {
        if (event.from() == event.to() || event.to() != State.IDLE) {
            return;
        }
        Long inSyscall = syscallOnProc.remove(event.resource());
        if (inSyscall != null) {
            live.get(inSyscall).losesProc(event.time());
        }
    }

    private void goroutine(TraceEvent event) {
        GoroutineSummary g = leave(event);
        if (!g.isNamed()) {
            name(g, event.transitionStack());
        }
        enter(g, event);
    }

    private GoroutineSummary leave(TraceEvent event) {
        long time = event.time();
        GoroutineSummary g = live.get(event.resource());
        switch (event.from()) {
            case UNDETERMINED:
                g = appear(event, syncTime);
                wasAlready(g, event);
                break;
            case NOT_EXIST:
                g = appear(event, time);
                break;
            case RUNNING:
                g.stopsRunning(time);
                break;
            case WAITING:
                g.unblocks(time);
                break;
            case RUNNABLE:
                g.leavesRunnable(time);
                break;
            default:
                if (g.leavesSyscall(time)) {
                    syscallOnProc.remove(procOfSyscall.remove(g.id()));
                }
                break;
        }
        return g;
    }

    private GoroutineSummary appear(TraceEvent event, long created) {
        GoroutineSummary g = new GoroutineSummary(event.resource(), created);
        live.put(g.id(), g);
        all.add(g);
        return g;
    }

    /** From the start of the generation it was in the state that it is said to be in. */
    private void wasAlready(GoroutineSummary g, TraceEvent event) {
        long nanos = event.time() - syncTime;
        switch (event.to()) {
            case RUNNING:
                g.addRunning(nanos);
                break;
            case WAITING:
                g.addBlocked(event.reason(), nanos);
                break;
            case RUNNABLE:
                g.addRunnable(nanos);
                break;
            case SYSCALL:
                g.addSyscall(event.proc() != Limits.NONE, nanos);
                break;
            default:
                break;
        }
    }

    /** The outermost frame is where it started. */
    private static void name(GoroutineSummary g, TraceStack stack) {
        if (stack != null && !stack.frames().isEmpty()) {
            List<StackFrame> frames = stack.frames();
            g.name(frames.get(frames.size() - 1).function());
        }
    }

    private void enter(GoroutineSummary g, TraceEvent event) {
        long time = event.time();
        switch (event.to()) {
            case RUNNING:
                g.runs(time);
                break;
            case RUNNABLE:
                g.becomesRunnable(time);
                break;
            case WAITING:
                if (event.reason().equals(FOREVER)) {
                    g.ends(time);
                } else {
                    g.blocks(time, event.reason());
                }
                break;
            case NOT_EXIST:
                g.ends(time);
                break;
            case SYSCALL:
                syscallOnProc.put(event.proc(), g.id());
                procOfSyscall.put(g.id(), event.proc());
                g.entersSyscall(time);
                break;
            default:
                break;
        }
    }

    // Ranges.

    void rangeBegin(TraceEvent event) {
        GoroutineSummary g = rangeOwner(event);
        if (g != null) {
            g.entersRange(event.name(), event.time());
        }
    }

    void rangeActive(TraceEvent event) {
        GoroutineSummary g = rangeOwner(event);
        if (g != null) {
            g.isInRange(event.name(), syncTime);
        }
    }

    /** A proc's range is its goroutine's too, if that is the same at the end. */
    private GoroutineSummary rangeOwner(TraceEvent event) {
        switch (event.resourceKind()) {
            case GOROUTINE:
                return live.get(event.resource());
            case PROC:
                GoroutineSummary on = live.get(event.goroutine());
                if (on != null) {
                    procRanges.put(new ProcRange(event.resource(), event.name()), on.id());
                }
                return on;
            default:
                return null;
        }
    }

    void rangeEnd(TraceEvent event) {
        GoroutineSummary g = null;
        if (event.resourceKind() == ResourceKind.GOROUTINE) {
            g = live.get(event.resource());
        } else if (event.resourceKind() == ResourceKind.PROC) {
            Long begun = procRanges.remove(new ProcRange(event.resource(), event.name()));
            g = begun != null && begun == event.goroutine() ? live.get(begun) : null;
        }
        if (g != null) {
            g.leavesRange(event.name(), event.time());
        }
    }

    /** All goroutines, with what goes on counted up to {@code time}. */
    List<GoroutineSummary> close(long time) {
        all.forEach(g -> g.closes(time));
        return List.copyOf(all);
    }
}
