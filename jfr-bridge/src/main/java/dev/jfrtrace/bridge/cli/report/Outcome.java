package dev.jfrtrace.bridge.cli.report;

import dev.jfrtrace.bridge.convert.ConversionReport;
import java.nio.file.Path;

/**
 * What came of one recording.
 *
 * @param in the recording
 * @param out where its first trace was to go
 * @param report what was done; {@code null} when it failed
 * @param error why it failed, as a sentence with a name in front; {@code null} when it did not
 */
public record Outcome(Path in, String out, ConversionReport report, String error) {
    /** The same of a recording that its user knows by another name, or never sees. */
    public Outcome named(Path name) {
        String before = in.toString();
        return new Outcome(
                name,
                out,
                report == null ? null : report.named(in, name),
                error == null ? null : error.replace(before, name.toString()));
    }

    public boolean isDone() {
        return report != null;
    }

    /** Whether parts of it could not be read. */
    public boolean isDamaged() {
        return !report.lost().isEmpty();
    }

    /** Nanoseconds that it took, the start of the process aside. */
    long nanos() {
        return report.readNanos() + report.translateNanos();
    }

    /** JFR events in what was converted. */
    long eventsRead() {
        return report.traces().stream().mapToLong(trace -> trace.eventsRead()).sum();
    }

    double eventsPerSecond() {
        return nanos() == 0 ? 0 : eventsRead() * 1e9 / nanos();
    }
}
