package dev.jfrtrace.bridge.convert;

import dev.jfrtrace.bridge.mapping.Fate;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What became of one JVM's recording. Purely data.
 *
 * @param path the trace; {@code null} when it went to a stream
 * @param jvm process id and start time as the recording tells them, or {@code null}
 * @param chunks chunks it was read from
 * @param threads threads in the trace, the VM's included
 * @param threadsKnown threads that the recording names
 * @param threadsFolded virtual threads that are not shown, as was asked for
 * @param generations generations in the trace
 * @param traceEvents timed events and CPU samples in it, restatements included
 * @param bytes its size
 * @param durationNanos length of what was translated
 * @param events for each type, by name, how many events met which fate; they add up to those read
 * @param hidden what the recording could not show, as sentences: thresholds and switches
 * @param lostBytes bytes that JFR itself reports lost, at the least
 * @param hookFailures how often hooks of the agent failed; as many events are missing
 * @param clippedAtEdge events that began before the recording or the window
 * @param cutStrings texts that were cut to the format's 1,024 bytes
 * @param refusals events that were left out to keep the trace whole; a defect of jfrtrace
 * @param refusalTexts the first of them
 */
public record TraceReport(
        Path path,
        String jvm,
        int chunks,
        int threads,
        int threadsKnown,
        int threadsFolded,
        long generations,
        long traceEvents,
        long bytes,
        long durationNanos,
        Map<String, Map<Fate, Long>> events,
        List<String> hidden,
        long lostBytes,
        long hookFailures,
        long clippedAtEdge,
        long cutStrings,
        long refusals,
        List<String> refusalTexts) {
    /** JFR events read. */
    public long eventsRead() {
        return events.values().stream()
                .flatMap(fates -> fates.values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }

    /** JFR events that met a fate. */
    public long count(Fate fate) {
        return events.values().stream().mapToLong(fates -> fates.getOrDefault(fate, 0L)).sum();
    }
}
