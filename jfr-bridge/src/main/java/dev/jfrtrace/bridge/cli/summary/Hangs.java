package dev.jfrtrace.bridge.cli.summary;

import static dev.jfrtrace.bridge.cli.summary.SummaryLines.known;

import dev.jfrtrace.bridge.cli.terminal.Text;
import dev.jfrtrace.bridge.export.ShownFrames;
import dev.jfrtrace.bridge.translate.BlockReason;
import dev.jfrtrace.encoder.read.State;
import dev.jfrtrace.encoder.read.summary.WaitSummary;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Who waits when the trace ends, and has done so for most of it, though not for the next task. A
 * main thread may well do so, and a program that hangs does nothing else.
 */
final class Hangs {
    /** Ends by itself. */
    private static final String SLEEP = BlockReason.SLEEP.text();

    private Hangs() {}

    /** The longest of them, and how many more there are; in a sentence. */
    static Optional<String> of(SummaryReport report) {
        List<WaitSummary> waits =
                report.summary().waits().stream()
                        .filter(wait -> isOfProgram(wait) && !report.idleWaits().isIdle(wait))
                        .filter(wait -> isLong(wait, report.summary().duration()))
                        .sorted(Comparator.comparingLong(WaitSummary::openMax).reversed())
                        .toList();
        return waits.stream().findFirst().map(longest -> sentence(longest, waits.size() - 1));
    }

    private static boolean isOfProgram(WaitSummary wait) {
        return wait.state() == State.WAITING
                && SummaryWaits.saysMuch(wait.reason())
                && !wait.reason().equals(SLEEP)
                && isInSource(wait)
                && wait.waiters().stream().noneMatch(by -> JvmThreads.areOf(by.name()));
    }

    /** A library's name is no place to look at. */
    private static boolean isInSource(WaitSummary wait) {
        return ShownFrames.hasPlace(wait.frames())
                && !ShownFrames.own(wait.frames()).file().isEmpty();
    }

    private static boolean isLong(WaitSummary wait, long duration) {
        return wait.open() > 0 && Threshold.MOST.isReachedBy(Text.ratio(wait.openMax(), duration));
    }

    private static String sentence(WaitSummary wait, int others) {
        return known(wait.waiters().get(0).name())
                + " waits until the end, for "
                + Text.span(wait.openMax())
                + ", in "
                + ShownFrames.text(ShownFrames.own(wait.frames()))
                + (others == 0
                        ? ""
                        : " (so do others, in " + Text.count(others, "more place") + ")")
                + "; unless that is intended, it hangs.";
    }
}
