package dev.jfrtrace.bridge.cli.summary;

import static dev.jfrtrace.bridge.cli.summary.SummaryLines.known;
import static dev.jfrtrace.bridge.cli.summary.WaitKind.BARRIER;

import dev.jfrtrace.bridge.cli.terminal.Text;
import dev.jfrtrace.bridge.export.ShownFrames;
import dev.jfrtrace.bridge.mapping.AwaitedName;
import dev.jfrtrace.encoder.read.StackFrame;
import dev.jfrtrace.encoder.read.State;
import dev.jfrtrace.encoder.read.summary.WaitSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the threads of a pool waited for, for much of the time in which they were not idle. */
final class WaitConclusions {
    private static final String NOBODY = "";

    /** Of a lock, which tells nothing of what is waited for. */
    static final String CONDITION = "$ConditionObject";

    /** Those that the JDK has named. */
    private static final String NAMELESS = "Thread-#";

    private record What(WaitKind kind, String reason, String of) {}

    /** The waits of one pool for one thing. */
    private static final class Found {
        private final PoolTimes pool;
        private final What what;
        private long sum;
        private long count;

        /** Within event loops. */
        private long sumInLoop;

        /** Of all waiters where this pool waited. */
        private long sumOfAll;

        private final List<WaitSummary> waits = new ArrayList<>();
        private final Map<String, Long> places = new HashMap<>();
        private final Map<String, Long> keepers = new HashMap<>();
        private final Map<String, Long> wakers = new HashMap<>();

        Found(PoolTimes pool, What what) {
            this.pool = pool;
            this.what = what;
        }

        void add(WaitSummary wait, WaitSummary.Share waiter) {
            waits.add(wait);
            sum += waiter.sum();
            count += waiter.count();
            sumInLoop += Libraries.isInLoop(wait.frames()) ? waiter.sum() : 0;
            sumOfAll += wait.sum() + wait.openSum();
            places.merge(place(wait), waiter.sum(), Long::sum);
            wait.keepers().forEach(share -> keepers.merge(share.name(), share.sum(), Long::sum));
            wait.wakers().forEach(share -> wakers.merge(share.name(), share.sum(), Long::sum));
        }

        private static String place(WaitSummary wait) {
            return ShownFrames.hasPlace(wait.frames())
                    ? ShownFrames.text(ShownFrames.own(Libraries.beyondLibrary(wait.frames())))
                    : NOBODY;
        }

        double part() {
            return Text.ratio(sum, pool.awake());
        }
    }

    private final SummaryReport report;
    private final Map<String, PoolTimes> pools;

    /** What runs threads without names that wait for the next task at times. */
    private final Set<String> namelessIdle;

    private WaitConclusions(SummaryReport report, List<PoolTimes> pools) {
        this.report = report;
        this.pools = pools.stream().collect(Collectors.toMap(PoolTimes::name, Function.identity()));
        namelessIdle =
                report.summary().waits().stream()
                        .filter(wait -> WaitSummary.sumOf(wait.waiters(), NAMELESS) > 0)
                        .filter(wait -> report.idleWaits().isIdle(wait))
                        .map(wait -> IdleWaits.outermost(wait.frames()))
                        .filter(method -> !method.isEmpty())
                        .collect(Collectors.toSet());
    }

    /** One for each thing that was waited for, of the pool that waited longest for it. */
    static List<Conclusion> of(SummaryReport report, List<PoolTimes> pools) {
        return report.isOfJvm() ? new WaitConclusions(report, pools).all() : List.of();
    }

    private List<Conclusion> all() {
        Map<What, List<Found>> byWhat =
                found().stream()
                        .filter(this::isMuch)
                        .collect(Collectors.groupingBy(found -> found.what));
        List<Conclusion> all = new ArrayList<>();
        byWhat.values().forEach(pools -> all.add(conclusion(pools)));
        return all;
    }

    private List<Found> found() {
        Map<String, Map<What, Found>> found = new HashMap<>();
        for (WaitSummary wait : report.summary().waits()) {
            for (WaitSummary.Share waiter : wait.waiters()) {
                PoolTimes pool = pools.get(waiter.name());
                if (pool != null) {
                    what(wait, pool)
                            .ifPresent(
                                    what ->
                                            found.computeIfAbsent(pool.name(), n -> new HashMap<>())
                                                    .computeIfAbsent(what, w -> new Found(pool, w))
                                                    .add(wait, waiter));
                }
            }
        }
        return found.values().stream().flatMap(all -> all.values().stream()).toList();
    }

    private boolean isMuch(Found found) {
        boolean isOften =
                !found.what.kind.isOfOthers() || Threshold.RESULTS.isReachedBy(found.count);
        double ofTrace = Text.ratio(found.sum, report.summary().duration());
        return isOften
                && Threshold.WAITED_PART.isReachedBy(found.part())
                && Threshold.WAITED_OF_TRACE.isReachedBy(ofTrace);
    }

    /** Nothing of a wait that may be for something to do: only a task has something to do. */
    private Optional<What> what(WaitSummary wait, PoolTimes pool) {
        if (report.idleWaits().isIdle(wait)) {
            return Optional.empty();
        }
        if (wait.state() == State.SYSCALL) {
            String awaited = ShownFrames.awaited(wait.frames());
            return awaited.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new What(WaitKind.FILE, NOBODY, awaited));
        }
        if (wait.state() != State.WAITING) {
            return Optional.empty();
        }
        return WaitKind.of(wait.reason(), wait.frames())
                .or(() -> Optional.of(WaitKind.TASK).filter(task -> isOfTask(wait, pool)))
                .or(() -> Optional.of(WaitKind.EACH_OTHER).filter(o -> isForEachOther(wait, pool)))
                .or(() -> Optional.of(WaitKind.OTHER_POOL).filter(o -> isForOtherPool(wait, pool)))
                .map(kind -> what(kind, wait.reason(), wait.frames()));
    }

    private static What what(WaitKind kind, String reason, List<StackFrame> frames) {
        String whole = ShownFrames.awaited(frames);
        String awaited = whole.endsWith(CONDITION) ? NOBODY : whole;
        switch (kind) {
            case CLASS:
                return new What(kind, NOBODY, AwaitedName.initialized(awaited));
            case LOOP:
            case TASK:
                return new What(kind, reason, awaited);
            case OTHERS:
                return new What(kind, NOBODY, WaitKind.isAtBarrier(frames) ? BARRIER : awaited);
            case MEMORY:
            case ROOM:
            case THROTTLE:
            case PINNED:
            case EACH_OTHER:
            case OTHER_POOL:
            case PROCESS:
                return new What(kind, NOBODY, NOBODY);
            case CONNECTION:
            case LOAN:
                // What the pool itself waits for is its own affair.
                return new What(kind, NOBODY, Libraries.library(frames));
            default:
                return new What(kind, NOBODY, awaited);
        }
    }

    /** Whether those who ended most of it were of the pool, too: such as who had a row's lock. */
    private static boolean isForEachOther(WaitSummary wait, PoolTimes pool) {
        long ended = WaitSummary.sumOf(wait.wakers(), pool.name());
        return pool.threads() > 1
                && SummaryWaits.saysMuch(wait.reason())
                && ShownFrames.hasOwn(wait.frames())
                && Threshold.MOST.isReachedBy(Text.ratio(ended, wait.sum() + wait.openSum()));
    }

    /** Whether those of one other pool ended most of it, and it is not what a thread is for. */
    private static boolean isForOtherPool(WaitSummary wait, PoolTimes pool) {
        return WaitKind.isSync(wait.reason())
                && IdleWaits.isDeep(wait.frames())
                && wait.wakers().stream()
                        .filter(waker -> !waker.name().isEmpty())
                        .filter(waker -> !waker.name().equals(pool.name()))
                        .filter(waker -> !JvmThreads.areOf(waker.name()))
                        .anyMatch(
                                waker ->
                                        Threshold.MOST.isReachedBy(
                                                Text.ratio(
                                                        waker.sum(), wait.sum() + wait.openSum())));
    }

    /**
     * Whoever waits for the next task at times waits within one at others. Threads that nobody gave
     * a name are of all sorts: what some wait for tells nothing of those that another method runs.
     */
    private boolean isOfTask(WaitSummary wait, PoolTimes pool) {
        boolean isOne =
                !NAMELESS.equals(pool.name())
                        || IdleWaits.isInExecutor(wait.frames())
                        || namelessIdle.contains(IdleWaits.outermost(wait.frames()));
        return isOne
                && pool.idle() > 0
                && !IdleWaits.isForCaller(wait.reason(), wait.frames())
                && !IdleWaits.endsInQueue(wait.frames())
                && SummaryWaits.saysMuch(wait.reason())
                && ShownFrames.hasOwn(wait.frames());
    }

    // Words.

    private Conclusion conclusion(List<Found> sameThing) {
        List<Found> sorted =
                sameThing.stream()
                        .sorted(
                                Comparator.comparingLong((Found found) -> found.sum)
                                        .reversed()
                                        .thenComparing(found -> found.pool.name()))
                        .toList();
        long sum = sorted.stream().mapToLong(found -> found.sum).sum();
        return new Conclusion(sum, sentence(sorted.get(0)) + others(sorted) + ".");
    }

    private static String others(List<Found> sorted) {
        if (sorted.size() == 1) {
            return "";
        }
        Found second = sorted.get(1);
        int more = sorted.size() - 2;
        return "; the same holds for "
                + known(second.pool.name())
                + " ("
                + Text.span(second.sum)
                + ")"
                + (more == 0 ? "" : " and " + Text.count(more, "more pool"));
    }

    private String sentence(Found found) {
        return who(found.pool)
                + " "
                + what(found.what)
                + inLoop(found)
                + " for "
                + Text.percent(found.sum, found.pool.awake())
                + (found.pool.idle() > 0 ? " of the non-idle time: " : " of the time: ")
                + Text.span(found.sum)
                + " in "
                + Text.count(found.count, "wait")
                + where(found)
                + until(found);
    }

    private static String who(PoolTimes pool) {
        return Conclusion.who(pool.name(), pool.threads());
    }

    private static String what(What what) {
        String of = what.of.isEmpty() ? "" : Text.name(what.of);
        switch (what.kind) {
            case SERVER:
            case FILE:
                return what.kind.words + " " + of;
            case LOOP:
            case TASK:
                return what.kind.words
                        + " ("
                        + what.reason
                        + (of.isEmpty() ? "" : " of " + of)
                        + ")";
            default:
                return what.kind.words + (of.isEmpty() ? "" : " (" + of + ")");
        }
    }

    /** There it holds up whatever else the loop is for. */
    private static String inLoop(Found found) {
        boolean isTold = found.what.kind != WaitKind.LOOP;
        return isTold && Threshold.MOST.isReachedBy(Text.ratio(found.sumInLoop, found.sum))
                ? " in an event loop"
                : "";
    }

    private static String where(Found found) {
        return Conclusion.most(found.places, found.sum)
                .map(place -> ", mostly in " + place)
                .orElse("");
    }

    private String until(Found found) {
        switch (found.what.kind) {
            case LOCK:
            case PERMIT:
                return Conclusion.most(found.keepers, found.sumOfAll)
                        .map(keeper -> ", mostly kept by " + keptBy(keeper, found))
                        .orElse("");
            case RESULT:
                return Conclusion.most(found.wakers, found.sumOfAll)
                        .map(waker -> ", mostly from " + keptBy(waker, found))
                        .orElse("");
            case EACH_OTHER:
                return meanwhile(found.pool.name(), found);
            case CONNECTION:
            case LOAN:
            case ROOM:
            case THROTTLE:
            case OTHERS:
            case CLASS:
            case OTHER_POOL:
            case LOOP:
            case TASK:
                return Conclusion.most(found.wakers, found.sumOfAll)
                        .map(waker -> ", mostly ended by " + keptBy(waker, found))
                        .orElse("");
            default:
                return "";
        }
    }

    private String keptBy(String name, Found found) {
        return (name.equals(found.pool.name()) ? "each other" : known(name))
                + meanwhile(name, found);
    }

    private String meanwhile(String name, Found found) {
        return KeeperText.of(report.idleWaits(), found.waits, name)
                .map(did -> " (meanwhile " + did + ")")
                .orElse("");
    }
}
