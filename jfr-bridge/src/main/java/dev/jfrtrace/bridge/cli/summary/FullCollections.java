package dev.jfrtrace.bridge.cli.summary;

import dev.jfrtrace.bridge.cli.terminal.Text;
import dev.jfrtrace.encoder.read.EventKind;
import dev.jfrtrace.encoder.read.TraceEvent;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What of the heap a JVM's full collections left: the only ones that leave what is in use alone.
 * Not those that somebody asked for, which a full heap does not.
 */
public final class FullCollections {
    private static final String USED = "/memory/classes/heap/objects:bytes";
    private static final String COMMITTED = "/gc/heap/goal:bytes";

    /** As JFR names them, with their cause; Shenandoah's other pauses have its name, too. */
    private static final Pattern FULL =
            Pattern.compile(
                    "GC Pause( Full)? \\((G1Full|ParallelOld|SerialOld|PSMarkSweep"
                            + "|(?<=Full \\()Shenandoah), (?!System\\.gc).*");

    /**
     * Means of all of them, in bytes.
     *
     * @param used when they had ended
     * @param committed which of that could be
     */
    record Left(long count, long used, long committed) {}

    private long used;
    private long committed;
    private long count;
    private double sumUsed;
    private double sumCommitted;

    void add(TraceEvent event) {
        if (event.kind() == EventKind.METRIC && event.name().equals(USED)) {
            used = event.value();
        } else if (event.kind() == EventKind.METRIC && event.name().equals(COMMITTED)) {
            committed = event.value();
        } else if (event.kind() == EventKind.RANGE_END && isFull(event.name()) && committed > 0) {
            count++;
            sumUsed += used;
            sumCommitted += committed;
        }
    }

    private static boolean isFull(String range) {
        return SummaryText.isStop(range) && FULL.matcher(SummaryText.ofStop(range)).matches();
    }

    /** Nothing where most of the heap was free after them, or they were few. */
    Optional<Left> left() {
        return Threshold.FULL_COLLECTIONS.isReachedBy(count)
                        && Threshold.MOST.isReachedBy(sumUsed / sumCommitted)
                ? Optional.of(
                        new Left(
                                count,
                                Math.round(sumUsed / count),
                                Math.round(sumCommitted / count)))
                : Optional.empty();
    }

    /** In a sentence. */
    static String text(Left left) {
        return " After "
                + Text.count(left.count())
                + " full collections, "
                + Text.size(left.used())
                + " of the "
                + Text.size(left.committed())
                + " heap was still in use on average.";
    }
}
