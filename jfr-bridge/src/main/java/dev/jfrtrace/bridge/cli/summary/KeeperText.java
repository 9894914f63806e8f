package dev.jfrtrace.bridge.cli.summary;

import static dev.jfrtrace.bridge.cli.summary.SummaryLines.knownCode;

import dev.jfrtrace.bridge.cli.terminal.Text;
import dev.jfrtrace.bridge.export.ShownFrames;
import dev.jfrtrace.bridge.translate.BlockReason;
import dev.jfrtrace.encoder.read.State;
import dev.jfrtrace.encoder.read.summary.Doing;
import dev.jfrtrace.encoder.read.summary.WaitSummary;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What whoever was waited for did meanwhile, in words. */
final class KeeperText {
    private static final int MOST = 3;
    private static final String IDLE = BlockReason.IDLE.text();

    private KeeperText() {}

    /**
     * Of waits and one of their keepers: {@code running 80 %, seen in a.B.c; sleep 20 % in a.D.e}.
     * Nothing where little is known.
     */
    static Optional<String> of(IdleWaits idle, List<WaitSummary> waits, String keeper) {
        long kept =
                waits.stream().mapToLong(wait -> WaitSummary.sumOf(wait.keepers(), keeper)).sum();
        Map<String, Long> sums = new HashMap<>();
        Map<String, Doing> longest = new HashMap<>();
        waits.stream()
                .flatMap(wait -> wait.doings(keeper).stream())
                .forEach(
                        doing -> {
                            String what = what(doing, idle.isIdle(doing));
                            sums.merge(what, doing.sum(), Long::sum);
                            longest.merge(what, doing, KeeperText::longer);
                        });
        String text =
                sums.entrySet().stream()
                        .filter(
                                entry ->
                                        Threshold.WAITED_PART.isReachedBy(
                                                Text.ratio(entry.getValue(), kept)))
                        .sorted(
                                Map.Entry.<String, Long>comparingByValue()
                                        .reversed()
                                        .thenComparing(Map.Entry::getKey))
                        .limit(MOST)
                        .map(
                                entry ->
                                        entry.getKey()
                                                + String.format(
                                                        Locale.ROOT,
                                                        " %.0f %%",
                                                        100 * Text.ratio(entry.getValue(), kept))
                                                + where(
                                                        longest.get(entry.getKey()),
                                                        entry.getKey().equals(IDLE)))
                        .collect(Collectors.joining("; "));
        return Optional.of(text).filter(known -> !known.isEmpty());
    }

    /** Where somebody was seen says more than for how long nobody was. */
    private static Doing longer(Doing one, Doing other) {
        if (one.frames().isEmpty() != other.frames().isEmpty()) {
            return one.frames().isEmpty() ? other : one;
        }
        return one.sum() >= other.sum() ? one : other;
    }

    private static String what(Doing doing, boolean isIdle) {
        switch (doing.state()) {
            case RUNNING:
                return "running";
            case RUNNABLE:
                return "ready to run";
            default:
                if (isIdle) {
                    return IDLE;
                }
                return SummaryWaits.reason(
                        doing.state(), doing.reason(), ShownFrames.awaited(doing.frames()));
        }
    }

    /** Who waits for the next task has nothing that others wait for: it took that later. */
    private static String where(Doing doing, boolean isIdle) {
        boolean isTold = doing.state() != State.RUNNABLE && !isIdle;
        if (!isTold || !ShownFrames.hasPlace(doing.frames())) {
            return "";
        }
        String place = knownCode(ShownFrames.text(ShownFrames.own(doing.frames())));
        return (doing.state() == State.RUNNING ? ", seen in " : " in ") + place;
    }
}
