package dev.jfrtrace.samples;

import dev.jfrtrace.api.TraceOutcome;
import dev.jfrtrace.bridge.convert.ConversionReport;
import dev.jfrtrace.bridge.convert.TraceReport;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a trace and a conversion found, for people. */
final class Findings {
    /** In the order in which they are printed; what is in none of them is left out. */
    private static final Map<String, Set<String>> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put("threads started", Set.of("jdk.ThreadStart", "jdk.VirtualThreadStart"));
        KINDS.put(
                "waits for locks, monitors, queues",
                Set.of("jdk.ThreadPark", "jdk.JavaMonitorEnter", "jdk.JavaMonitorWait"));
        KINDS.put("sleeps", Set.of("jdk.ThreadSleep"));
        KINDS.put("socket reads and writes", Set.of("jdk.SocketRead", "jdk.SocketWrite"));
        KINDS.put(
                "file reads, writes, forces",
                Set.of("jdk.FileRead", "jdk.FileWrite", "jdk.FileForce"));
        KINDS.put("garbage collections", Set.of("jdk.GarbageCollection"));
        KINDS.put("pauses of the collector", Set.of("jdk.GCPhasePause"));
        KINDS.put("samples of the processor", Set.of("jdk.ExecutionSample", "jdk.CPUTimeSample"));
        KINDS.put("samples of allocations", Set.of("jdk.ObjectAllocationSample"));
        KINDS.put("the application's own events", Set.of("orders.Order", "orders.Restock"));
    }

    private Findings() {}

    /** A few lines about a trace of this JVM. */
    static String text(TraceOutcome trace) {
        StringBuilder text = new StringBuilder();
        append(
                text,
                String.format(
                        Locale.ROOT,
                        "%d JFR events gave a trace of %d events, %d KB. %s",
                        trace.jfrEvents(),
                        trace.traceEvents(),
                        trace.bytes() / 1024,
                        trace.isComplete() ? "Nothing was lost." : "It is not complete:"));
        if (!trace.isComplete()) {
            appendLosses(text, trace);
        }
        trace.notes().forEach(note -> append(text, note));
        return text.toString();
    }

    private static void appendLosses(StringBuilder text, TraceOutcome trace) {
        if (trace.message() != null) {
            append(text, "it ended by itself: " + trace.message());
        }
        appendCount(text, trace.gaps(), "gaps, " + trace.gapTime().toMillis() + " ms in all");
        appendCount(text, trace.lostBytes(), "bytes that JFR says it has lost");
    }

    /** Some lines about each trace of a conversion. */
    static String text(ConversionReport report) {
        StringBuilder text = new StringBuilder();
        report.warnings().forEach(warning -> text.append(warning).append(System.lineSeparator()));
        for (TraceReport trace : report.traces()) {
            append(text, sizes(trace));
            KINDS.forEach((kind, types) -> appendCount(text, count(trace, types), kind));
            appendCount(text, trace.lostBytes(), "bytes that JFR says it has lost");
        }
        return text.toString();
    }

    private static String sizes(TraceReport trace) {
        return String.format(
                Locale.ROOT,
                "%d JFR events of %.1f s gave a trace of %d events, %d threads, %d KB. Among the"
                        + " JFR events:",
                trace.eventsRead(),
                trace.durationNanos() / 1e9,
                trace.traceEvents(),
                trace.threads(),
                trace.bytes() / 1024);
    }

    private static void appendCount(StringBuilder text, long count, String kind) {
        if (count > 0) {
            append(text, String.format(Locale.ROOT, "%8d  %s", count, kind));
        }
    }

    private static void append(StringBuilder text, String line) {
        text.append(line).append(System.lineSeparator());
    }

    private static long count(TraceReport trace, Set<String> types) {
        return trace.events().entrySet().stream()
                .filter(entry -> types.contains(entry.getKey()))
                .flatMap(entry -> entry.getValue().values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }
}
