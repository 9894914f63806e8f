package dev.jfrtrace.bridge.cli.summary;

import dev.jfrtrace.bridge.cli.terminal.Text;
import dev.jfrtrace.bridge.export.JsonText;
import dev.jfrtrace.bridge.export.Window;
import dev.jfrtrace.bridge.translate.AllocationLog;
import dev.jfrtrace.bridge.translate.Cast;
import dev.jfrtrace.encoder.format.TraceFormatException;
import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.read.ClockReading;
import dev.jfrtrace.encoder.read.EventKind;
import dev.jfrtrace.encoder.read.StackFrame;
import dev.jfrtrace.encoder.read.State;
import dev.jfrtrace.encoder.read.TraceEvent;
import dev.jfrtrace.encoder.read.summary.GoroutineSummary;
import dev.jfrtrace.encoder.read.summary.LogSummary;
import dev.jfrtrace.encoder.read.summary.PlaceSummary;
import dev.jfrtrace.encoder.read.summary.RangeSummary;
import dev.jfrtrace.encoder.read.summary.TraceSummary;
import dev.jfrtrace.encoder.read.summary.WaitSummary;
import dev.jfrtrace.encoder.read.summary.WakeSummary;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A summary and what it is of; with its parts in the order in which they are told.
 *
 * @param trace how it is called
 * @param part what of it is summed up
 * @param generations how many of them are good
 * @param fault behind what is summed up; {@code null} when the trace is good
 * @param clock of the wall, some time in the trace; {@code null} where it does not tell
 */
public record SummaryReport(
        String trace,
        Window part,
        TraceVersion version,
        long generations,
        TraceFormatException fault,
        TraceSummary summary,
        CpuShortage cpus,
        CpuUse cpuTimes,
        Allocations allocations,
        FullCollections fullCollections,
        VirtualThreads virtualThreads,
        CarrierWaits carrierWaits,
        IdleWaits idleWaits,
        ClockReading clock,
        SampleCover sampleCover) {
    /** What a recording or a live trace lacks stands in the trace as logs of this category. */
    private static final String GAP = "gap";

    /** What JFR itself says that it has lost, likewise. */
    private static final String DATA_LOSS = "data loss";

    /** Which waits a recording left out, likewise. */
    private static final String HIDDEN = "hidden waits";

    /** Threads that wait for each other for ever, likewise. */
    private static final String DEADLOCK = "deadlock";

    /** The goroutine that stands for the VM thread: all traces of JVMs have it, none of Go's do. */
    private static final long VM_THREAD = Cast.VM_G;

    private static final Comparator<StackFrame> BY_PLACE =
            Comparator.comparing(StackFrame::function)
                    .thenComparing(StackFrame::file)
                    .thenComparing(StackFrame::line);

    private static final long A_SECOND = 1_000_000_000;

    /** No clock that is right goes that far. */
    private static final Instant LAST = Instant.parse("9000-01-01T00:00:00Z");

    static final long[] WINDOWS = {1_000_000, 10_000_000, 100_000_000};

    /** Whether an event is true of what follows as well. */
    static boolean isOfAllParts(TraceEvent event) {
        return event.kind() == EventKind.LOG
                && (event.name().equals(HIDDEN) || event.name().equals(DEADLOCK));
    }

    /** When by the wall clock what is summed up began; nothing where the trace does not tell. */
    Optional<Instant> wallStart() {
        return Optional.ofNullable(clock)
                .map(ClockReading::wall)
                .filter(wall -> wall.isAfter(Instant.EPOCH) && wall.isBefore(LAST))
                .map(wall -> wall.plusNanos(summary.start() - clock.time()));
    }

    /** {@code 12.345 s} after the start of the trace; of a short one, to three digits. */
    String at(long time) {
        long nanos = sinceStart(time);
        if (part.begin() + summary.duration() < A_SECOND) {
            return Text.span(nanos);
        }
        return String.format(Locale.ROOT, "%.3f s", nanos / 1e9);
    }

    /** Nanoseconds from the start of the trace, whatever part of it is summed up. */
    long sinceStart(long time) {
        return time - summary.start() + part.begin();
    }

    /** What stopped the world, by kind. */
    List<RangeSummary> stopKinds() {
        return summary.ranges().stream().filter(range -> SummaryText.isStop(range.name())).toList();
    }

    /** How all waited for whoever was late at a safepoint; nothing where nobody was. */
    Optional<RangeSummary> syncs() {
        return stopKinds().stream()
                .filter(kind -> SummaryText.ofStop(kind.name()).equals(SummaryText.SYNC))
                .findFirst();
    }

    /** Whether it is of a JVM, whose threads are the trace's goroutines. */
    boolean isOfJvm() {
        return summary.goroutines().stream().anyMatch(g -> g.id() == VM_THREAD);
    }

    /** What those who read this trace call a goroutine. */
    String noun() {
        return isOfJvm() ? "thread" : "goroutine";
    }

    /** Goroutines, the busiest first. */
    List<GoroutineGroup> busiest() {
        CpuUse use = cpuUse();
        return summary.goroutines().stream()
                .sorted(Comparator.comparing(GoroutineSummary::id))
                .map(g -> new GoroutineGroup(g.name(), List.of(g)))
                .sorted(Comparator.comparingLong(use::busy).reversed())
                .toList();
    }

    /** Their groups, the busiest first. */
    List<GoroutineGroup> groups() {
        CpuUse use = cpuUse();
        return GoroutineGroup.of(summary.goroutines()).stream()
                .sorted(Comparator.comparingLong(use::busy).reversed())
                .toList();
    }

    /** Waits by stack, those that took longest first. */
    List<WaitSummary> waits(State state) {
        return summary.waits().stream()
                .filter(wait -> wait.state() == state)
                .sorted(
                        Comparator.comparingLong(WaitSummary::sum)
                                .reversed()
                                .thenComparing(WaitSummary::reason)
                                .thenComparing(WaitSummary::frames, SummaryReport::compare))
                .toList();
    }

    /** For how long goroutines waited for the next task, by their name and the reason for that. */
    Map<String, Map<String, Long>> idle() {
        Map<String, Map<String, Long>> idle = new HashMap<>();
        for (WaitSummary wait : summary.waits()) {
            if (idleWaits.isIdle(wait)) {
                for (WaitSummary.Share waiter : wait.waiters()) {
                    idle.computeIfAbsent(waiter.name(), name -> new TreeMap<>())
                            .merge(wait.reason(), waiter.sum(), Long::sum);
                }
            }
        }
        return idle;
    }

    /** What ran in samples, the most frequent first. */
    List<PlaceSummary> sampled() {
        return places(place -> place.category().isEmpty());
    }

    /** How often the threads of a name were seen to run; of others nothing. */
    Map<String, Long> samplesByName() {
        return summary.places().stream()
                .filter(place -> place.category().isEmpty())
                .collect(
                        Collectors.groupingBy(
                                PlaceSummary::name, Collectors.summingLong(PlaceSummary::count)));
    }

    /** Where logs were written, likewise. */
    List<PlaceSummary> logged() {
        return places(place -> !place.category().isEmpty());
    }

    /** What was allocated, the largest first; nothing where it is no JVM's. */
    List<Allocations.Allocated> allocated() {
        return isOfJvm() ? allocations.largest() : List.of();
    }

    /** Whether logs of a place are those that {@link #allocations} sums up. */
    boolean isOfAllocations(PlaceSummary place) {
        return isOfJvm() && place.category().equals(AllocationLog.CATEGORY);
    }

    private List<PlaceSummary> places(Predicate<PlaceSummary> isMeant) {
        return summary.places().stream()
                .filter(isMeant)
                .sorted(
                        Comparator.comparingLong(PlaceSummary::count)
                                .reversed()
                                .thenComparing(PlaceSummary::category)
                                .thenComparing(PlaceSummary::name)
                                .thenComparing(PlaceSummary::frames, SummaryReport::compare))
                .toList();
    }

    private static int compare(List<StackFrame> some, List<StackFrame> others) {
        int shared = Math.min(some.size(), others.size());
        for (int i = 0; i < shared; i++) {
            int order = BY_PLACE.compare(some.get(i), others.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(some.size(), others.size());
    }

    /** Who wakes whom, the most frequent first. */
    List<WakeSummary> wakes() {
        return summary.wakes().stream()
                .sorted(
                        Comparator.comparingLong(WakeSummary::count)
                                .reversed()
                                .thenComparing(WakeSummary::waker)
                                .thenComparing(WakeSummary::woken)
                                .thenComparing(WakeSummary::reason))
                .toList();
    }

    /** Where events are missing. */
    Optional<LogSummary> gaps() {
        return logsOf(GAP);
    }

    /** Where JFR could not write as fast as events came. */
    Optional<LogSummary> dataLosses() {
        return logsOf(DATA_LOSS);
    }

    /** Which waits there can be that are not shown, as sentences. */
    Optional<String> hidden() {
        return logsOf(HIDDEN).map(LogSummary::firstMessage).map(JsonText::clean);
    }

    /** What a cgroup's quota withheld; of a JVM alone, since others may log what they like. */
    Optional<CpuShortage.Throttled> throttled() {
        return cpus.throttled().filter(told -> isOfJvm());
    }

    /** For how long the machine had no CPU left, and who had them; likewise. */
    Optional<CpuShortage.FullMachine> fullMachine() {
        return cpus.fullMachine().filter(told -> isOfJvm());
    }

    /** Which threads waited for a CPU, by name, those that did so longest first; likewise. */
    List<CpuShortage.Wait> cpuWaits() {
        return isOfJvm() ? cpus.waits(summary.goroutines()) : List.of();
    }

    /** For how long the threads of a name are known to have waited for a CPU; likewise. */
    Map<String, Long> cpuWaitsByName() {
        return cpuWaits().stream()
                .collect(Collectors.toMap(CpuShortage.Wait::name, CpuShortage.Wait::sum));
    }

    /** What its threads took of the CPUs; likewise. */
    CpuUse cpuUse() {
        return isOfJvm() ? cpuTimes : CpuUse.NONE;
    }

    /** What to know of virtual threads before reading on; likewise. */
    Optional<String> virtual() {
        return isOfJvm() ? virtualThreads.note(summary.goroutines()) : Optional.empty();
    }

    /** Who is in a deadlock, and waits for whom; likewise. */
    Optional<String> deadlock() {
        return logsOf(DEADLOCK)
                .filter(log -> isOfJvm())
                .map(LogSummary::firstMessage)
                .map(JsonText::clean);
    }

    private Optional<LogSummary> logsOf(String category) {
        return summary.logs().stream().filter(log -> log.category().equals(category)).findFirst();
    }

    long logs() {
        return summary.logs().stream().mapToLong(LogSummary::count).sum();
    }
}
