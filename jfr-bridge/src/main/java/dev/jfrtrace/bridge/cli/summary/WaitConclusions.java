package dev.jfrtrace.bridge.cli.summary;

import static dev.jfrtrace.bridge.cli.summary.SummaryLines.known;

import dev.jfrtrace.bridge.cli.terminal.Text;
import dev.jfrtrace.bridge.export.ShownFrames;
import dev.jfrtrace.bridge.mapping.AwaitedName;
import dev.jfrtrace.encoder.read.State;
import dev.jfrtrace.encoder.read.summary.WaitSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the threads of a pool waited for, for much of the time in which they were not idle. */
final class WaitConclusions {
    private static final String NOBODY = "";

    /** What a wait was for, as far as that tells whether it is worth a word. */
    private enum Kind {
        LOCK("waited for a lock"),
        PERMIT("waited for a permit"),
        SERVER("waited for the server"),
        FILE("did system calls on"),
        RESULT("waited for results of others"),
        /** Each of some goes on when the last one has come. */
        OTHERS("waited for others to arrive"),
        CLASS("waited for another thread to initialize a class"),
        /** Whatever it was, a task had to wait for it. */
        TASK("waited during tasks");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    private static final Pattern MONITOR = Pattern.compile("sync \\(monitor enter\\)");

    /** Who parks for one of these waits until somebody else lets it go. */
    private static final Pattern PERMIT =
            Pattern.compile("java\\.util\\.concurrent\\.Semaphore\\b.*");

    /** Who parks for one of these waits until somebody else has done something for it. */
    private static final Pattern RESULT =
            Pattern.compile(
                    "java\\.util\\.concurrent\\."
                            + "(FutureTask|CompletableFuture|ForkJoin\\w*Task|CountDownLatch)"
                            + "\\b.*");

    /** Who waits until all others of a group, or one other, have come to the same point. */
    private static final Pattern MEETING =
            Pattern.compile("java\\.util\\.concurrent\\.(Phaser|Exchanger)\\b.*");

    /** It parks for a condition, which tells nothing. */
    private static final String BARRIER = "java.util.concurrent.CyclicBarrier";

    private record What(Kind kind, String reason, String of) {}

    /** The waits of one pool for one thing. */
    private static final class Found {
        private final PoolTimes pool;
        private final What what;
        private long sum;
        private long count;

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
            sumOfAll += wait.sum() + wait.openSum();
            places.merge(place(wait), waiter.sum(), Long::sum);
            wait.keepers().forEach(share -> keepers.merge(share.name(), share.sum(), Long::sum));
            wait.wakers().forEach(share -> wakers.merge(share.name(), share.sum(), Long::sum));
        }

        private static String place(WaitSummary wait) {
            return ShownFrames.hasPlace(wait.frames())
                    ? ShownFrames.text(ShownFrames.own(wait.frames()))
                    : NOBODY;
        }

        double part() {
            return Text.ratio(sum, pool.awake());
        }
    }

    private final SummaryReport report;
    private final Map<String, PoolTimes> pools;

    private WaitConclusions(SummaryReport report, List<PoolTimes> pools) {
        this.report = report;
        this.pools = pools.stream().collect(Collectors.toMap(PoolTimes::name, Function.identity()));
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
        boolean isForOthers = found.what.kind == Kind.RESULT || found.what.kind == Kind.OTHERS;
        boolean isOften = !isForOthers || Threshold.RESULTS.isReachedBy(found.count);
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
        String awaited = ShownFrames.awaited(wait.frames());
        if (wait.state() == State.SYSCALL) {
            return awaited.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new What(Kind.FILE, NOBODY, awaited));
        }
        if (wait.state() != State.WAITING) {
            return Optional.empty();
        }
        if (AwaitedName.isInitialization(awaited)) {
            return Optional.of(new What(Kind.CLASS, NOBODY, AwaitedName.initialized(awaited)));
        }
        if (isAtBarrier(wait)) {
            return Optional.of(new What(Kind.OTHERS, NOBODY, BARRIER));
        }
        return kind(wait.reason(), awaited)
                .or(() -> isOfTask(wait, pool) ? Optional.of(Kind.TASK) : Optional.empty())
                .map(kind -> new What(kind, kind == Kind.TASK ? wait.reason() : NOBODY, awaited));
    }

    private static Optional<Kind> kind(String reason, String awaited) {
        if (MONITOR.matcher(reason).matches() || ShownFrames.isLock(awaited)) {
            return Optional.of(Kind.LOCK);
        }
        if (PERMIT.matcher(awaited).matches()) {
            return Optional.of(Kind.PERMIT);
        }
        if (RESULT.matcher(awaited).matches()) {
            return Optional.of(Kind.RESULT);
        }
        if (MEETING.matcher(awaited).matches()) {
            return Optional.of(Kind.OTHERS);
        }
        return IdleWaits.isServer(reason, awaited) ? Optional.of(Kind.SERVER) : Optional.empty();
    }

    private static boolean isAtBarrier(WaitSummary wait) {
        return wait.frames().stream()
                .anyMatch(frame -> frame.function().equals(BARRIER + ".dowait"));
    }

    /** Whoever waits for the next task at times waits within one at others. */
    private static boolean isOfTask(WaitSummary wait, PoolTimes pool) {
        return pool.idle() > 0
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
        return "; so did "
                + known(second.pool.name())
                + " for "
                + Text.span(second.sum)
                + (more == 0 ? "" : ", and " + Text.count(more, "more pool"));
    }

    private String sentence(Found found) {
        return who(found.pool)
                + " "
                + what(found.what)
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
            case OTHERS:
            case CLASS:
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
                + KeeperText.of(report.idleWaits(), found.waits, name)
                        .map(did -> " (meanwhile " + did + ")")
                        .orElse("");
    }
}
