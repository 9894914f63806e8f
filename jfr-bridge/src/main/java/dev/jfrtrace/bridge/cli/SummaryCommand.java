package dev.jfrtrace.bridge.cli;

import dev.jfrtrace.bridge.cli.read.TemporaryTrace;
import dev.jfrtrace.bridge.cli.read.TraceInput;
import dev.jfrtrace.bridge.cli.summary.SummaryJson;
import dev.jfrtrace.bridge.cli.summary.SummaryReport;
import dev.jfrtrace.bridge.cli.summary.SummaryText;
import dev.jfrtrace.bridge.cli.terminal.Shell;
import dev.jfrtrace.bridge.cli.terminal.Style;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jfrtrace summary}: a trace in numbers. */
@Command(
        name = "summary",
        header = "Sums up a trace: what threads spent time on and waited for.",
        description = {
            "Sums up a Go execution trace: what goroutines (of a JVM: threads) spent their",
            "time on, what they waited for, and how long the program was stopped."
        },
        customSynopsis = "jfrtrace summary [options] FILE.trace | FILE.jfr",
        sortOptions = false,
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Goroutine times are counted as in go tool trace's 'Goroutine analysis'.",
            "",
            "Examples:",
            "  jfrtrace summary app.trace",
            "  jfrtrace summary app.jfr",
            "  jfrtrace summary --from 1.5s --to 2s app.trace",
            "",
            "Exit code: 0 done; 1 the trace is damaged (the part before the damage is summed",
            "up), or cannot be read; 2 wrong command line."
        })
final class SummaryCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "FILE", description = TemporaryTrace.INPUT)
    private Path input;

    @Option(names = "--json", description = "One JSON document (see docs/SUMMARY.md).")
    private boolean json;

    @Option(names = "--all-threads", description = "Also list threads that did next to nothing.")
    private boolean hasQuiet;

    @Mixin private SumOptions options;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    private SummaryCommand(Shell shell) {
        this.shell = shell;
    }

    static CommandLine commandLine(Shell shell) {
        CommandLine line = new CommandLine(new SummaryCommand(shell));
        line.setUsageHelpLongOptionsMaxWidth(SumOptions.OPTION_COLUMN);
        return line;
    }

    @Override
    public Integer call() throws IOException {
        SummedTrace summed = options.reader(shell);
        TraceInput trace = new TraceInput(input);
        SummaryReport report;
        try {
            report = summed.of(trace);
        } catch (CancellationException e) {
            shell.trace(e);
            return ExitCode.FAILED;
        } catch (IOException e) {
            return complain(trace, e);
        }
        int code = report.fault() == null ? ExitCode.OK : complain(trace, report.fault());
        return write(report) ? code : ExitCode.FAILED;
    }

    private int complain(TraceInput trace, IOException e) {
        shell.complain(trace.name() + ": ", e);
        return ExitCode.FAILED;
    }

    /** {@code false} when nobody reads to the end. */
    private boolean write(SummaryReport report) throws IOException {
        return SumOptions.write(
                shell,
                out -> {
                    if (json) {
                        SummaryJson.write(report, out);
                    } else {
                        Style style = Style.of(shell);
                        SummaryText.write(report, style, options.mostRows(), hasQuiet, out);
                    }
                });
    }
}
