package dev.jfrtrace.bridge.cli.summary;

import dev.jfrtrace.bridge.export.ShownFrames;
import dev.jfrtrace.encoder.read.StackFrame;
import dev.jfrtrace.encoder.read.State;
import dev.jfrtrace.encoder.read.summary.WaitSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Waits for the same, in the same place as far as it is shown: further out their stacks differ.
 *
 * @param like what they have in common
 * @param waits one or more
 */
record AlikeWaits(Like like, List<WaitSummary> waits) {
    /**
     * What is shown of a wait.
     *
     * @param awaited the class, peer or file; empty where it is not told
     */
    record Like(
            State state, String reason, String awaited, List<StackFrame> shown, boolean isIdle) {}

    static List<AlikeWaits> of(List<WaitSummary> waits, IdleWaits idle) {
        Map<Like, List<WaitSummary>> alike = new LinkedHashMap<>();
        for (WaitSummary wait : waits) {
            List<StackFrame> frames = wait.frames();
            Like like =
                    new Like(
                            wait.state(),
                            wait.reason(),
                            ShownFrames.awaited(frames),
                            ShownFrames.of(frames),
                            idle.isIdle(wait));
            alike.computeIfAbsent(like, l -> new ArrayList<>(1)).add(wait);
        }
        return alike.entrySet().stream()
                .map(entry -> new AlikeWaits(entry.getKey(), entry.getValue()))
                .toList();
    }

    long total() {
        return waits.stream().mapToLong(wait -> wait.sum() + wait.openSum()).sum();
    }

    /** Those that go on when the trace ends included. */
    long count() {
        return waits.stream().mapToLong(wait -> wait.count() + wait.open()).sum();
    }

    long open() {
        return waits.stream().mapToLong(WaitSummary::open).sum();
    }

    long longest() {
        return waits.stream().mapToLong(AlikeWaits::longest).max().orElse(0);
    }

    /** When the longest began. */
    long longestTime() {
        return waits.stream()
                .max(Comparator.comparingLong(AlikeWaits::longest))
                .map(wait -> wait.max() >= wait.openMax() ? wait.maxTime() : wait.openMaxTime())
                .orElse(0L);
    }

    private static long longest(WaitSummary wait) {
        return Math.max(wait.max(), wait.openMax());
    }

    List<WaitSummary.Share> waiters() {
        return shares(WaitSummary::waiters);
    }

    List<WaitSummary.Share> wakers() {
        return shares(WaitSummary::wakers);
    }

    List<WaitSummary.Share> keepers() {
        return shares(WaitSummary::keepers);
    }

    /** By name, longest first. */
    private List<WaitSummary.Share> shares(Function<WaitSummary, List<WaitSummary.Share>> which) {
        if (waits.size() == 1) {
            return which.apply(waits.get(0));
        }
        Map<String, WaitSummary.Share> byName =
                waits.stream()
                        .flatMap(wait -> which.apply(wait).stream())
                        .collect(
                                Collectors.toMap(
                                        WaitSummary.Share::name,
                                        Function.identity(),
                                        AlikeWaits::plus));
        return byName.values().stream()
                .sorted(
                        Comparator.comparingLong(WaitSummary.Share::sum)
                                .reversed()
                                .thenComparing(WaitSummary.Share::name))
                .toList();
    }

    private static WaitSummary.Share plus(WaitSummary.Share one, WaitSummary.Share other) {
        return new WaitSummary.Share(
                one.name(), one.count() + other.count(), one.sum() + other.sum());
    }
}
