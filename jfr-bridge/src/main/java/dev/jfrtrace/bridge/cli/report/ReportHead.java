package dev.jfrtrace.bridge.cli.report;

import dev.jfrtrace.bridge.cli.terminal.Text;
import dev.jfrtrace.bridge.convert.ConversionReport;
import dev.jfrtrace.bridge.convert.Oddity;
import dev.jfrtrace.bridge.convert.TraceReport;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of the report that say what was read, what was written, and how fast. */
final class ReportHead {
    private static final Pattern PROCESS = Pattern.compile("(\\d{1,10})@(\\d{1,15})");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
                    .withZone(ZoneId.systemDefault());

    private ReportHead() {}

    /** What was read. */
    static List<String> of(Outcome outcome) {
        ConversionReport report = outcome.report();
        List<String> lines = new ArrayList<>();
        lines.add(
                outcome.in()
                        + ": "
                        + Text.size(report.recordingBytes())
                        + ", "
                        + Text.count(outcome.eventsRead(), "event")
                        + ", "
                        + Text.count(report.jvms(), "JVM"));
        lines.add(
                "  in "
                        + Text.duration(outcome.nanos())
                        + ": reading "
                        + Text.duration(report.readNanos())
                        + ", translating "
                        + Text.duration(report.translateNanos())
                        + "; "
                        + Text.count(Math.round(outcome.eventsPerSecond()))
                        + " events/s");
        report.warnings().forEach(warning -> lines.add("  Warning: " + warning));
        report.oddities().stream()
                .filter(Oddity::isHarmless)
                .forEach(oddity -> lines.add("  Note: " + oddity));
        return lines;
    }

    /** What was written. */
    static List<String> of(TraceReport trace, Outcome outcome) {
        String out = trace.path() == null ? outcome.out() : trace.path().toString();
        String each =
                String.format(
                        Locale.ROOT,
                        " (%.1f bytes each)",
                        Text.ratio(trace.bytes(), trace.traceEvents()));
        return List.of(
                out + ": " + Text.size(trace.bytes()),
                "  "
                        + Text.count(trace.traceEvents(), "trace event")
                        + each
                        + ", "
                        + Text.count(trace.generations(), "generation"),
                "  "
                        + threads(trace)
                        + folded(trace)
                        + ", "
                        + Text.duration(trace.durationNanos())
                        + " of "
                        + process(trace.jvm()));
    }

    /** The VM has a goroutine even where the recording names no thread of it. */
    private static String threads(TraceReport trace) {
        String known = Text.count(trace.threadsKnown(), "thread");
        return trace.threads() == trace.threadsKnown() + 1
                ? known + " and the VM"
                : Text.count(trace.threads()) + " of " + known;
    }

    private static String folded(TraceReport trace) {
        return trace.threadsFolded() == 0
                ? ""
                : " (" + Text.count(trace.threadsFolded()) + " virtual ones left out)";
    }

    private static String process(String jvm) {
        Matcher matcher = PROCESS.matcher(jvm == null ? "" : jvm);
        if (!matcher.matches()) {
            return "an unnamed process";
        }
        Instant start = Instant.ofEpochMilli(Long.parseLong(matcher.group(2)));
        return "process " + matcher.group(1) + " (started " + TIME.format(start) + ")";
    }
}
