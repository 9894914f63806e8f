package dev.jfrtrace.bridge.cli.summary;

import static dev.jfrtrace.bridge.cli.summary.SummaryLines.known;
import static dev.jfrtrace.bridge.cli.summary.SummaryLines.time;

import dev.jfrtrace.bridge.cli.terminal.Table;
import dev.jfrtrace.bridge.cli.terminal.Text;
import dev.jfrtrace.bridge.export.ShownFrames;
import dev.jfrtrace.bridge.translate.BlockReason;
import dev.jfrtrace.encoder.read.State;
import dev.jfrtrace.encoder.read.summary.GoroutineSummary;
import dev.jfrtrace.encoder.read.summary.TraceSummary;
import dev.jfrtrace.encoder.read.summary.WaitSummary;
import dev.jfrtrace.encoder.read.summary.WakeSummary;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sections of a summary that tell what threads waited for, where, and until whom. */
final class SummaryWaits {
    /** A stack takes more lines than other rows. */
    private static final int LINES_OF_STACK = 2;

    private static final String HOW_TO_KNOW = " 'jfrtrace record --wake' shows who ended parks.";

    private static final String PARK = BlockReason.PARK.text();

    private static final String WAKES = "Who wakes whom";

    private static final String SYSCALL = "system call";

    /** Names of threads in a line. */
    private static final int NAMES = 3;

    private final SummaryReport report;
    private final TraceSummary summary;
    private final SummaryLines lines;

    SummaryWaits(SummaryReport report, SummaryLines lines) {
        this.report = report;
        this.summary = report.summary();
        this.lines = lines;
    }

    private record Reason(String name, long goroutines, long nanos) {
        Reason plus(Reason other) {
            return new Reason(name, goroutines + other.goroutines, nanos + other.nanos);
        }
    }

    void reasons() {
        Map<String, Reason> reasons = new TreeMap<>();
        for (GoroutineSummary g : summary.goroutines()) {
            g.blocked()
                    .forEach(
                            (name, nanos) ->
                                    reasons.merge(name, new Reason(name, 1, nanos), Reason::plus));
        }
        List<Reason> sorted =
                reasons.values().stream()
                        .sorted(
                                Comparator.comparing((Reason reason) -> !saysMuch(reason.name))
                                        .thenComparing(
                                                Comparator.comparingLong(Reason::nanos).reversed()))
                        .toList();
        lines.show(
                "Blocked for",
                new Table(4, "total", "waits", "longest", report.noun() + "s", "reason"),
                sorted,
                (t, reason) -> {
                    long ended = waits(reason.name).mapToLong(WaitSummary::count).sum();
                    long longest = waits(reason.name).mapToLong(SummaryWaits::max).max().orElse(0);
                    // None of those that fill the trace has a length.
                    t.add(
                            time(reason.nanos),
                            ended == 0 ? "" : Text.count(ended),
                            ended == 0 ? "" : time(longest),
                            Text.count(reason.goroutines),
                            known(reason.name));
                });
    }

    /** Of those that go on at the end as well, which are in the total, too. */
    private static long max(WaitSummary wait) {
        return Math.max(wait.max(), wait.openMax());
    }

    private Stream<WaitSummary> waits(String reason) {
        return summary.waits().stream()
                .filter(wait -> wait.state() == State.WAITING && wait.reason().equals(reason));
    }

    /** A reason for which something waits that has something to do. */
    static boolean saysMuch(String reason) {
        return isTold(reason)
                && !reason.equals(BlockReason.IDLE.text())
                && !reason.equals(GoroutineGroup.CARRYING);
    }

    private static boolean isTold(String reason) {
        return !reason.isEmpty() && !reason.equals(BlockReason.UNKNOWN.text());
    }

    /** Of what an unknown wait was for, its stack says no more; who is idle is no news. */
    void stacks() {
        Stream<WaitSummary> told =
                report.waits(State.WAITING).stream().filter(wait -> isTold(wait.reason()));
        List<WaitSummary> waits =
                Stream.concat(told, report.waits(State.SYSCALL).stream())
                        .filter(wait -> !wait.frames().isEmpty())
                        .toList();
        lines.show(
                "Blocked longest, by stack",
                new Table(
                        5,
                        "total",
                        "waits",
                        "mean",
                        "longest",
                        "at",
                        "for, where, by and until whom"),
                AlikeWaits.of(waits, report.idleWaits()).stream()
                        .sorted(
                                Comparator.comparing(SummaryWaits::isNoNews)
                                        .thenComparing(
                                                Comparator.comparingLong(AlikeWaits::total)
                                                        .reversed()))
                        .toList(),
                LINES_OF_STACK,
                this::addStack);
    }

    private static boolean isNoNews(AlikeWaits waits) {
        AlikeWaits.Like like = waits.like();
        return like.isIdle() || like.state() == State.WAITING && !saysMuch(like.reason());
    }

    private void addStack(Table table, AlikeWaits waits) {
        table.add(
                time(waits.total()),
                Text.count(waits.count()),
                time(waits.total() / waits.count()),
                time(waits.longest()),
                report.at(waits.longestTime()),
                reason(waits.like()));
        waits.like().shown().forEach(frame -> table.addBelow("  " + ShownFrames.text(frame)));
        table.addBelow("  by " + names(waits.waiters()));
        List<WaitSummary.Share> wakers =
                waits.wakers().stream().filter(waker -> !waker.name().isEmpty()).toList();
        if (!wakers.isEmpty()) {
            table.addBelow("  until " + names(wakers));
        }
        if (isPassedOn(waits)) {
            table.addBelow("  kept by " + times(waits.keepers()));
        }
        meanwhile(waits).ifPresent(table::addBelow);
        long open = waits.open();
        if (open > 0) {
            table.addBelow(
                    "  " + (open == waits.count() ? "" : open + " of them ") + "until the end");
        }
    }

    private static String reason(AlikeWaits.Like like) {
        return reason(like.state(), like.reason(), like.awaited())
                + (like.isIdle() ? ", idle" : "");
    }

    /** For what, and of which lock, peer or file. */
    static String reason(State state, String reason, String what) {
        return (state == State.SYSCALL ? SYSCALL : known(reason))
                + (what.isEmpty() ? "" : " of " + Text.name(what));
    }

    /** What did those do who were waited for longest? */
    private Optional<String> meanwhile(AlikeWaits waits) {
        return waits.keepers().stream()
                .filter(keeper -> !isNoNews(waits) && !keeper.name().isEmpty())
                .findFirst()
                .flatMap(
                        keeper ->
                                KeeperText.of(report.idleWaits(), waits.waits(), keeper.name())
                                        .map(
                                                did ->
                                                        "  "
                                                                + known(keeper.name())
                                                                + " meanwhile: "
                                                                + did));
    }

    /**
     * Whether somebody kept others waiting for longer than those whose waits it ended. Nobody has
     * what is waited for at a condition, or to have something to do; and where it is not told what
     * that is, it may be many things.
     */
    private static boolean isPassedOn(AlikeWaits wait) {
        String awaited = wait.like().awaited();
        if (isNoNews(wait) || awaited.isEmpty() || awaited.endsWith(WaitConclusions.CONDITION)) {
            return false;
        }
        Map<String, Long> ended = new HashMap<>();
        wait.wakers().forEach(waker -> ended.put(waker.name(), waker.sum()));
        return wait.keepers().stream()
                .anyMatch(keeper -> keeper.sum() > ended.getOrDefault(keeper.name(), 0L));
    }

    private static String times(List<WaitSummary.Share> shares) {
        return shares.stream()
                .limit(NAMES)
                .map(share -> known(share.name()) + " for " + time(share.sum()))
                .collect(Collectors.joining(", "));
    }

    private static String names(List<WaitSummary.Share> shares) {
        String first =
                shares.stream()
                        .limit(NAMES)
                        .map(share -> known(share.name()) + " " + Text.count(share.count(), "time"))
                        .collect(Collectors.joining(", "));
        return first + (shares.size() > NAMES ? ", " + (shares.size() - NAMES) + " more" : "");
    }

    void wakes() {
        List<WakeSummary> known =
                report.wakes().stream().filter(wake -> !wake.waker().isEmpty()).toList();
        lines.show(
                WAKES,
                new Table(2, "times", "waited", "for", "waker -> woken"),
                known,
                (t, wake) ->
                        t.add(
                                Text.count(wake.count()),
                                time(wake.sum()),
                                known(wake.reason()),
                                known(wake.waker()) + " -> " + known(wake.woken())));
        long all = forOthers(report.wakes());
        long told = forOthers(known);
        if (told < all) {
            if (known.isEmpty()) {
                lines.section(WAKES);
            }
            String advice = report.isOfJvm() && lacksUnparkers() ? HOW_TO_KNOW : "";
            lines.line(
                    "  The waker is known for "
                            + Text.percent(told, all)
                            + " of all waits for others."
                            + advice);
        }
    }

    /** There are parks, and of none it is known who ended it: nobody has asked for that. */
    private boolean lacksUnparkers() {
        List<WakeSummary> parks =
                report.wakes().stream().filter(wake -> wake.reason().equals(PARK)).toList();
        return !parks.isEmpty() && parks.stream().allMatch(wake -> wake.waker().isEmpty());
    }

    /** How many of these waits somebody else has ended: not the clock, nor what came in. */
    private static long forOthers(List<WakeSummary> wakes) {
        return wakes.stream()
                .filter(wake -> wake.reason().matches("(sync|chan|select).*"))
                .mapToLong(WakeSummary::count)
                .sum();
    }
}
