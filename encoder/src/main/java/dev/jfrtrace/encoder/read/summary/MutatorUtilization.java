package dev.jfrtrace.encoder.read.summary;

import static java.lang.Double.NaN;

import dev.jfrtrace.encoder.read.EventKind;
import dev.jfrtrace.encoder.read.ResourceKind;
import dev.jfrtrace.encoder.read.State;
import dev.jfrtrace.encoder.read.TraceEvent;
import dev.jfrtrace.encoder.util.LongMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which share of its procs a program has for itself, and the collector has not: the mutator
 * utilisation of Go's {@code internal/trace/gc.go}, with the same choices. Add all events of a
 * trace, then ask. Not thread-safe.
 */
public final class MutatorUtilization {
    /** What counts as taken from the program. */
    public enum Flag {
        /** Worlds stopped by the collector: those that have GC in their name. */
        STW,
        /** Background mark workers, which labels tell. */
        BACKGROUND,
        /** Goroutines that have to help the collector. */
        ASSIST,
        SWEEP,
        /** Not the mean of the procs counts, but each one by itself. */
        PER_PROC,
        /** Every stopped world, whatever for. Not one of Go's. */
        EVERY_STOP
    }

    /** What the page of {@code go tool trace} shows at first. */
    public static final Set<Flag> GO_DEFAULT = Set.of(Flag.STW, Flag.BACKGROUND, Flag.ASSIST);

    private static final String GC = "GC";

    /** Procs that are believed in: a JVM's trace has one for each thread that runs. */
    private static final long MOST_PROCS = 1 << 20;

    /** The same where each one has a curve, and is looked at whenever anything changes. */
    private static final long MOST_CURVES = 1 << 13;

    private record ProcCount(long since, int count) {}

    private final Set<Flag> flags;
    private final List<UtilizationCurve> curves = new ArrayList<>();

    /** The one of each proc, where each has its own. */
    private final List<UtilizationCurve> curveOf = new ArrayList<>();

    private final List<ProcCount> counts = new ArrayList<>();
    private final LongMap<Boolean> assisting = new LongMap<>();
    private final LongMap<Boolean> workers = new LongMap<>();

    /** Executing goroutines, as long as a range can turn out to have begun before the trace. */
    private LongMap<Boolean> executing = new LongMap<>();

    private int stops;
    private int procs;

    /** On which procs the collector works, and for how many reasons. */
    private final TreeMap<Long, Integer> collecting = new TreeMap<>();

    /** How many procs that are. */
    private int taken;

    private long time;
    private boolean isBelieved = true;
    private boolean isFinished;

    /** The utilisation at the start of a trace. */
    public MutatorUtilization(Collection<Flag> flags) {
        this.flags = EnumSet.noneOf(Flag.class);
        this.flags.addAll(flags);
    }

    /** Takes the next event; keeps nothing of the object. */
    public void add(TraceEvent event) {
        time = event.time();
        switch (event.kind()) {
            case SYNC:
                executing = event.number() > 1 ? null : executing;
                break;
            case METRIC:
                if (event.name().equals("/sched/gomaxprocs:threads")) {
                    count(event.value());
                }
                break;
            case RANGE_BEGIN:
            case RANGE_ACTIVE:
            case RANGE_END:
                if (procs > 0) {
                    range(event);
                }
                break;
            case STATE_TRANSITION:
                if (event.resourceKind() == ResourceKind.GOROUTINE && procs > 0) {
                    transition(event);
                }
                break;
            case LABEL:
                if (procs > 0) {
                    label(event);
                }
                break;
            default:
                break;
        }
    }

    private boolean isPerProc() {
        return flags.contains(Flag.PER_PROC);
    }

    private void count(long claimed) {
        boolean isTooMuch = isPerProc() && curves.size() + claimed > MOST_CURVES;
        isBelieved &= claimed >= 0 && claimed <= MOST_PROCS && !isTooMuch;
        if (isBelieved) {
            resize((int) claimed);
            update();
        }
    }

    private void resize(int count) {
        SortedMap<Long, Integer> gone = collecting.tailMap((long) count);
        gone.values().forEach(reasons -> taken -= isTaken(reasons));
        gone.clear();
        while (curveOf.size() > count) {
            curveOf.remove(curveOf.size() - 1).add(time, 0);
        }
        while (isPerProc() ? curveOf.size() < count : curves.isEmpty() && count > 0) {
            UtilizationCurve curve = new UtilizationCurve();
            curve.add(time, 1);
            curves.add(curve);
            if (isPerProc()) {
                curveOf.add(curve);
            }
        }
        procs = count;
        if (counts.isEmpty() || counts.get(counts.size() - 1).count != count) {
            counts.add(new ProcCount(time, count));
        }
    }

    private void range(TraceEvent event) {
        boolean isActive = event.kind() == EventKind.RANGE_ACTIVE;
        // A trace does not start in a stopped world; of a later generation nothing is new.
        if (isActive && executing == null) {
            return;
        }
        int change = event.kind() == EventKind.RANGE_END ? -1 : 1;
        String name = event.name();
        if (isCountedStop(name)) {
            stops += change;
        } else if (isCountedSweep(name)) {
            if (isActive) {
                wasAlready();
            }
            collect(event.proc(), change);
        } else if (isCountedAssist(name)) {
            if (isActive && executing.get(event.goroutine()) != null) {
                wasAlready();
            }
            collect(event.proc(), change);
            assist(event.resource(), change);
        } else {
            return;
        }
        update();
    }

    private boolean isCountedStop(String name) {
        return name.startsWith("stop-the-world")
                && (flags.contains(Flag.EVERY_STOP)
                        || flags.contains(Flag.STW) && name.contains(GC));
    }

    private boolean isCountedSweep(String name) {
        return flags.contains(Flag.SWEEP) && name.equals("GC incremental sweep");
    }

    private boolean isCountedAssist(String name) {
        return flags.contains(Flag.ASSIST) && name.equals("GC mark assist");
    }

    /** From the start of the trace one proc was not the program's. */
    private void wasAlready() {
        if (!isPerProc()) {
            curves.get(0).lower(at -> 1.0 / procsAt(at));
        }
    }

    private int procsAt(long at) {
        int count = counts.get(0).count;
        for (ProcCount next : counts) {
            count = next.since < at ? next.count : count;
        }
        return count;
    }

    private void assist(long goroutine, int change) {
        if (change > 0) {
            assisting.put(goroutine, Boolean.TRUE);
        } else {
            assisting.remove(goroutine);
        }
    }

    private void collect(long proc, int change) {
        if (proc >= 0 && proc < procs) {
            int before = collecting.getOrDefault(proc, 0);
            int after = before + change;
            taken += isTaken(after) - isTaken(before);
            collecting.put(proc, after);
        }
    }

    /** What ends may not have begun, which Go counts as well. */
    private static int isTaken(int reasons) {
        return reasons > 0 ? 1 : 0;
    }

    private void transition(TraceEvent event) {
        boolean before = isExecuting(event.from());
        boolean after = isExecuting(event.to());
        long goroutine = event.resource();
        if (before != after && isCollecting(goroutine)) {
            collect(event.proc(), after ? 1 : -1);
            update();
        }
        if (executing != null) {
            if (after) {
                executing.put(goroutine, Boolean.TRUE);
            } else {
                executing.remove(goroutine);
            }
        }
    }

    private static boolean isExecuting(State state) {
        return state == State.RUNNING || state == State.SYSCALL;
    }

    private boolean isCollecting(long goroutine) {
        return assisting.size() > 0 && assisting.get(goroutine) != null
                || workers.size() > 0 && workers.get(goroutine) != null;
    }

    /** A worker that has a proc for itself takes nobody's time on another one. */
    private void label(TraceEvent event) {
        String label = event.name();
        if (flags.contains(Flag.BACKGROUND)
                && label.startsWith("GC ")
                && !label.equals("GC (idle)")
                && !(isPerProc() && label.equals("GC (dedicated)"))) {
            workers.put(event.goroutine(), Boolean.TRUE);
            collect(event.proc(), 1);
            update();
        }
    }

    private void update() {
        if (procs == 0) {
            return;
        }
        if (isPerProc()) {
            for (int proc = 0; proc < procs; proc++) {
                int reasons = collecting.getOrDefault((long) proc, 0);
                curveOf.get(proc).add(time, stops > 0 || reasons > 0 ? 0 : 1);
            }
            return;
        }
        curves.get(0).add(time, 1 - (double) (stops > 0 ? procs : taken) / procs);
    }

    /**
     * The lowest mean utilisation in any stretch of the trace that has this length, from 0 to 1;
     * NaN when the trace does not tell its procs, or claims more than anything has. No event may be
     * added afterwards.
     *
     * @param window in nanoseconds
     */
    public double minimum(long window) {
        if (!isFinished) {
            if (procs > 0) {
                (isPerProc() ? curveOf : curves).forEach(curve -> curve.add(time, 0));
            }
            isFinished = true;
        }
        return isBelieved
                ? curves.stream().mapToDouble(curve -> curve.minimum(window)).min().orElse(NaN)
                : NaN;
    }
}
