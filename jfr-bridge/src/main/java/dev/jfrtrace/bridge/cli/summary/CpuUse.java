package dev.jfrtrace.bridge.cli.summary;

import dev.jfrtrace.bridge.cli.terminal.Text;
import dev.jfrtrace.bridge.translate.CpuTimeLog;
import dev.jfrtrace.encoder.read.EventKind;
import dev.jfrtrace.encoder.read.TraceEvent;
import dev.jfrtrace.encoder.read.summary.GoroutineSummary;
import dev.jfrtrace.encoder.util.LongMap;
import java.util.List;
import java.util.Optional;

/** What a JVM's threads took of the CPUs, as the trace's logs tell. */
public final class CpuUse {
    private static final long MILLI = 1_000_000;

    /** Nothing is known. */
    static final CpuUse NONE = new CpuUse();

    /**
     * What is known of some threads together, in nanoseconds.
     *
     * @param taken of the CPUs
     * @param within from the begin of the first time that is told of to the end of the last
     */
    record Told(long taken, long within) {
        /** Of how much of the time it is known, where that is not all; in words. */
        String ofTime(long duration) {
            return Threshold.ALL.isReachedBy(Text.ratio(within, duration))
                    ? ""
                    : " (in " + Text.percent(within, duration) + " of the time)";
        }
    }

    private static final class Sum {
        private long taken;
        private long from = Long.MAX_VALUE;
        private long to = Long.MIN_VALUE;

        private void add(long nanos, long begin, long end) {
            taken += nanos;
            from = Math.min(from, begin);
            to = Math.max(to, end);
        }

        private Optional<Told> told() {
            return to > from ? Optional.of(new Told(taken, to - from)) : Optional.empty();
        }
    }

    private final LongMap<Sum> threads = new LongMap<>();
    private final Sum all = new Sum();
    private final Sum jvm = new Sum();
    private long begin = Long.MIN_VALUE / 2;

    /** What was before {@code time} is not summed up. */
    void beginAt(long time) {
        begin = time;
    }

    void add(TraceEvent event) {
        if (event.kind() == EventKind.LOG && event.name().equals(CpuTimeLog.CATEGORY)) {
            CpuTimeLog.of(event.message()).ifPresent(log -> add(log, event));
        }
    }

    /**
     * A log tells of a time that ends with it, of which a part may lie before what is summed up.
     */
    private void add(CpuTimeLog log, TraceEvent event) {
        long within = Math.max(1, log.withinMillis() * MILLI);
        long length = Math.min(within, event.time() - begin);
        // Evenly, for all that is known.
        long taken = (long) (log.millis() * MILLI * ((double) length / within));
        long from = event.time() - length;
        if (log.goroutine() == CpuTimeLog.JVM) {
            jvm.add(taken, from, event.time());
        } else {
            long g = log.goroutine() == CpuTimeLog.WRITER ? event.goroutine() : log.goroutine();
            sumOf(g).add(taken, from, event.time());
            all.add(taken, from, event.time());
        }
    }

    private Sum sumOf(long goroutine) {
        Sum sum = threads.get(goroutine);
        if (sum == null) {
            sum = new Sum();
            threads.put(goroutine, sum);
        }
        return sum;
    }

    /** Of which part of a trace it is known what threads took. */
    double partOf(long duration) {
        return ofThreads()
                .map(told -> Math.min(1, Text.ratio(told.within(), duration)))
                .orElse(0.0);
    }

    /**
     * How long threads of the program ran of which it is not known what they took: JFR writes it
     * every ten seconds, or when a thread ends.
     */
    long ranUnknown(List<GoroutineSummary> goroutines) {
        return goroutines.stream()
                .filter(g -> threads.get(g.id()) == null)
                .filter(g -> !JvmThreads.areOf(g.name()))
                .mapToLong(GoroutineSummary::running)
                .sum();
    }

    /** Whether what is known is most of what threads took. */
    boolean isOfMost(List<GoroutineSummary> goroutines) {
        long most = all.taken + ranUnknown(goroutines);
        return Threshold.MOST.isReachedBy(Text.ratio(all.taken, most));
    }

    /** What all threads took of which anything is known. */
    Optional<Told> ofThreads() {
        return all.told();
    }

    /** What the whole JVM took, with threads of which nothing else is known. */
    Optional<Told> ofJvm() {
        return jvm.told();
    }

    /** What threads took, in nanoseconds; nothing where it is known of none of them. */
    Optional<Long> of(List<GoroutineSummary> some) {
        return some.stream()
                .map(g -> threads.get(g.id()))
                .filter(sum -> sum != null)
                .map(sum -> sum.taken)
                .reduce(Long::sum);
    }

    /** For how long threads were at work, as far as they are shown to run, or are known to have. */
    long busy(GoroutineGroup group) {
        return Math.max(group.busy(), of(group.members()).orElse(0L));
    }
}
