package dev.jfrtrace.bridge.cli.summary;

import dev.jfrtrace.bridge.translate.CpuWaitLog;
import dev.jfrtrace.bridge.translate.MachineLog;
import dev.jfrtrace.bridge.translate.ThrottledLog;
import dev.jfrtrace.encoder.read.EventKind;
import dev.jfrtrace.encoder.read.TraceEvent;
import dev.jfrtrace.encoder.read.summary.GoroutineSummary;
import dev.jfrtrace.encoder.util.LongMap;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The CPUs that a JVM's threads wanted and did not get, as the trace's logs tell. */
final class CpuShortage {
    private static final long MILLI = 1_000_000;

    /** Who took less of the machine, and is not known to have waited, hardly wanted any of it. */
    private static final double SOMETHING = 0.01;

    /**
     * What the quota of a cgroup withheld; times in nanoseconds.
     *
     * @param within how long it is of: the time in which anything was withheld
     * @param withheld summed over the CPUs
     * @param worst the most that was told at once
     * @param worstTime when that was told
     * @param worstWithin how long it is of
     * @param quota in words; empty where it is not known
     */
    record Throttled(
            long within,
            long withheld,
            long throttledPeriods,
            long periods,
            long worst,
            long worstTime,
            long worstWithin,
            String quota) {
        private static final Throttled NONE = new Throttled(0, 0, 0, 0, -1, 0, 0, "");

        /** Whoever uses up a quota in most of its periods is not kept from it by others. */
        private boolean isMostly() {
            return 2 * throttledPeriods > periods;
        }

        private Throttled plus(ThrottledLog log, long time, long begin) {
            long all = log.withinMillis() * MILLI;
            long length = Math.min(all, time - begin);
            // Evenly, for all that is known.
            double part = all == 0 ? 1 : (double) length / all;
            long more = (long) (log.withheldMillis() * MILLI * part);
            boolean isWorst = more > worst;
            return new Throttled(
                    within + length,
                    withheld + more,
                    throttledPeriods + (long) Math.ceil(log.throttled() * part),
                    periods + (long) Math.ceil(log.periods() * part),
                    isWorst ? more : worst,
                    isWorst ? time : worstTime,
                    isWorst ? length : worstWithin,
                    log.quota().isEmpty() ? quota : log.quota());
        }
    }

    /**
     * When all CPUs were busy.
     *
     * @param length in nanoseconds, in all
     * @param ours the part of the CPUs that this JVM took then, from 0 to 1
     * @param others the part that others took
     * @param isWanted whether this JVM wanted some
     * @param isStarved whether others took more, of a JVM that wanted some and may have some
     */
    record FullMachine(
            long length, double ours, double others, boolean isWanted, boolean isStarved) {}

    /** How often threads of a name had long waits for a CPU, and for how long in all. */
    record Wait(String name, long count, long sum) {
        private Wait plus(Wait other) {
            return new Wait(name, count + other.count, sum + other.sum);
        }
    }

    private Throttled throttled = Throttled.NONE;

    /** Far enough back, and not so far that times before it overflow. */
    private long begin = Long.MIN_VALUE / 2;

    private long fullNanos;
    private double oursOfFull;
    private double othersOfFull;

    /** By goroutine. */
    private final LongMap<Wait> waits = new LongMap<>();

    void add(TraceEvent event) {
        if (event.kind() != EventKind.LOG) {
            return;
        }
        switch (event.name()) {
            case ThrottledLog.CATEGORY:
                ThrottledLog.of(event.message())
                        .ifPresent(log -> throttled = throttled.plus(log, event.time(), begin));
                break;
            case MachineLog.CATEGORY:
                MachineLog.of(event.message()).ifPresent(log -> add(log, event.time()));
                break;
            case CpuWaitLog.CATEGORY:
                CpuWaitLog.of(event.message()).ifPresent(log -> add(log, event.goroutine()));
                break;
            default:
                break;
        }
    }

    /**
     * A log tells of a time that ends with it, of which a part may lie before what is summed up.
     */
    private void add(MachineLog log, long time) {
        long nanos = Math.min(log.nanos(), time - begin);
        fullNanos += nanos;
        oursOfFull += nanos * (log.ours() / 100.0);
        othersOfFull += nanos * (log.others() / 100.0);
    }

    /** What was before {@code time} is not summed up. */
    void beginAt(long time) {
        begin = time;
    }

    private void add(CpuWaitLog log, long goroutine) {
        Wait wait = new Wait("", 1, log.waitedNanos());
        Wait before = waits.get(goroutine);
        waits.put(goroutine, before == null ? wait : before.plus(wait));
    }

    Optional<Throttled> throttled() {
        return Optional.of(throttled).filter(told -> told != Throttled.NONE);
    }

    Optional<FullMachine> fullMachine() {
        if (fullNanos == 0) {
            return Optional.empty();
        }
        double ours = oursOfFull / fullNanos;
        double others = othersOfFull / fullNanos;
        boolean wantsSome = ours >= SOMETHING || waits.size() > 0;
        boolean isStarved = others > ours && wantsSome && !throttled.isMostly();
        return Optional.of(new FullMachine(fullNanos, ours, others, wantsSome, isStarved));
    }

    /** Those that waited longest first. */
    List<Wait> waits(List<GoroutineSummary> goroutines) {
        Map<String, Wait> byName = new HashMap<>();
        for (GoroutineSummary g : goroutines) {
            Wait wait = waits.get(g.id());
            if (wait != null) {
                Wait named = new Wait(g.name(), wait.count(), wait.sum());
                byName.merge(g.name(), named, Wait::plus);
            }
        }
        return byName.values().stream()
                .sorted(Comparator.comparingLong(Wait::sum).reversed().thenComparing(Wait::name))
                .toList();
    }
}
