package dev.jfrtrace.bridge.cli.summary;

import dev.jfrtrace.bridge.cli.terminal.Text;
import dev.jfrtrace.bridge.translate.Cast;
import dev.jfrtrace.encoder.read.EventKind;
import dev.jfrtrace.encoder.read.ResourceKind;
import dev.jfrtrace.encoder.read.State;
import dev.jfrtrace.encoder.read.TraceEvent;
import dev.jfrtrace.encoder.read.summary.GoroutineSummary;
import dev.jfrtrace.encoder.util.LongMap;
import java.util.List;
import java.util.Optional;

/**
 * Virtual threads of which JFR alone tells, which does not know what they wait for: they are those
 * that run on threads that stand for an unknown carrier.
 */
final class VirtualThreads {
    private final LongMap<Boolean> known = new LongMap<>();

    void add(TraceEvent event) {
        boolean isCarried =
                event.kind() == EventKind.STATE_TRANSITION
                        && event.resourceKind() == ResourceKind.GOROUTINE
                        && event.to() == State.RUNNING
                        && event.thread() >= Cast.FIRST_CARRIER_M;
        if (isCarried && known.get(event.resource()) == null) {
            known.put(event.resource(), Boolean.TRUE);
        }
    }

    /** What to know of them, where much of what they waited for is unknown. */
    Optional<String> note(List<GoroutineSummary> goroutines) {
        long total = 0;
        long unknown = 0;
        long count = 0;
        for (GoroutineSummary g : goroutines) {
            if (known.get(g.id()) != null) {
                count++;
                total += g.total();
                unknown += PoolTimes.unknown(g.blocked());
            }
        }
        return Threshold.WAITED_PART.isReachedBy(Text.ratio(unknown, total))
                ? Optional.of(
                        "VIRTUAL: what "
                                + Text.count(count, "virtual thread")
                                + " waited for is unknown for "
                                + Text.percent(unknown, total)
                                + " of their time. 'jfrtrace record --vthreads' shows it, on JDK"
                                + " 21 and 25.")
                : Optional.empty();
    }
}
