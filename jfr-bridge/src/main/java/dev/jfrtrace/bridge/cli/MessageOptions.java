package dev.jfrtrace.bridge.cli;

import dev.jfrtrace.bridge.cli.report.ReportKind;
import dev.jfrtrace.bridge.cli.terminal.ProgressKind;
import dev.jfrtrace.bridge.cli.terminal.Shell;
import dev.jfrtrace.bridge.cli.terminal.UsageException;
import picocli.CommandLine.Option;

/** The options that say what is told on standard error. */
final class MessageOptions {
    @Option(
            names = "--report",
            paramLabel = "KIND",
            description =
                    "The report at the end: short (the default), full (every type of event), json"
                            + " (one document, for machines), none.")
    private ReportKind report;

    @Option(
            names = {"-q", "--quiet"},
            description = "No report and no progress; errors are still printed.")
    private boolean quiet;

    @Option(
            names = "--progress",
            paramLabel = "WHEN",
            description =
                    "When to show progress: auto (on a terminal, the default), always, never.")
    private ProgressKind progress;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    MessageOptions() {}

    void check() {
        if (quiet && (report != null || progress != null)) {
            throw new UsageException("-q cannot be combined with --report or --progress");
        }
    }

    ReportKind report() {
        if (quiet) {
            return ReportKind.NONE;
        }
        return report == null ? ReportKind.SHORT : report;
    }

    boolean hasProgress(Shell shell) {
        return !quiet && (progress == null ? ProgressKind.AUTO : progress).isOn(shell);
    }

    /** Whether progress is wanted even where others write as well. */
    boolean asksForProgress() {
        return progress == ProgressKind.ALWAYS;
    }
}
