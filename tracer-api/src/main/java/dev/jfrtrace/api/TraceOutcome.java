package dev.jfrtrace.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How a trace goes, or how it ended, and what is missing in it.
 *
 * @param end how it ended
 * @param message why, as a sentence, when it did not end by {@link Tracer#stopTrace}; else {@code
 *     null}
 * @param bytes bytes of the trace so far
 * @param generations whole generations so far
 * @param jfrEvents JFR events read
 * @param traceEvents events written to the trace
 * @param gaps how often JFR had deleted events before they could be read
 * @param gapTime how much time of the trace that is
 * @param lostBytes bytes of events that JFR itself reports as lost ({@code jdk.DataLoss}); a lower
 *     bound, since such reports can be lost too
 * @param altered how many JFR events the trace does not show as they were recorded, by the reason,
 *     which is a phrase for people; unmodifiable, never {@code null}
 * @param notes sentences for people: what could not be done as asked, and what the trace cannot
 *     show; unmodifiable, never {@code null}
 */
public record TraceOutcome(
        End end,
        String message,
        long bytes,
        long generations,
        long jfrEvents,
        long traceEvents,
        long gaps,
        Duration gapTime,
        long lostBytes,
        Map<String, Long> altered,
        List<String> notes) {
    /** Before the first trace. */
    public static final TraceOutcome NONE =
            new TraceOutcome(
                    End.NEVER_STARTED, null, 0, 0, 0, 0, 0, Duration.ZERO, 0, Map.of(), List.of());

    /** How a trace ended. */
    public enum End {
        /** There was none. */
        NEVER_STARTED,
        /** It goes on. */
        RUNNING,
        /** By {@link Tracer#stopTrace}. */
        STOPPED,
        /** By {@link Tracer#discard}. */
        DISCARDED,
        /** Somebody else stopped or closed the tracer's recording. */
        RECORDING_STOPPED,
        /** The disk that JFR writes to is nearly full; JFR ends the JVM when it is. */
        DISK_FULL,
        /** The JVM ends. */
        SHUTDOWN,
        /** Something broke; {@link TraceOutcome#message} says what. */
        FAILED
    }

    public TraceOutcome {
        altered = Map.copyOf(altered);
        notes = List.copyOf(notes);
    }

    /**
     * Whether nothing was lost so far of what the options asked for: the trace goes on, or was
     * stopped and read to its end, and neither JFR nor the tracer had to drop anything.
     */
    public boolean isComplete() {
        return gaps == 0 && lostBytes == 0 && (end == End.STOPPED || end == End.RUNNING);
    }
}
