package dev.jfrtrace.bridge.cli;

import dev.jfrtrace.bridge.cli.read.ChosenPart;
import dev.jfrtrace.bridge.cli.read.TemporaryTrace;
import dev.jfrtrace.bridge.cli.read.TraceInput;
import dev.jfrtrace.bridge.cli.summary.SummaryJson;
import dev.jfrtrace.bridge.cli.summary.SummaryReport;
import dev.jfrtrace.bridge.cli.summary.SummaryText;
import dev.jfrtrace.bridge.cli.terminal.GuardedStream;
import dev.jfrtrace.bridge.cli.terminal.OutputException;
import dev.jfrtrace.bridge.cli.terminal.Shell;
import dev.jfrtrace.bridge.cli.terminal.Style;
import dev.jfrtrace.bridge.cli.terminal.UsageException;
import dev.jfrtrace.bridge.convert.TimePoint;
import dev.jfrtrace.bridge.export.Window;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
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
            "Exit code: 0 done; 1 the trace is bad (what comes before is summed up), or",
            "cannot be read; 2 wrong command line."
        })
final class SummaryCommand implements Callable<Integer> {
    private static final int OPTION_COLUMN = 22;
    private static final String OUT = "standard output";

    private final Shell shell;

    @Parameters(paramLabel = "FILE", description = TemporaryTrace.INPUT)
    private Path input;

    @Option(names = "--json", description = "One JSON document (see docs/SUMMARY.md).")
    private boolean json;

    @Option(
            names = "--top",
            paramLabel = "N",
            description = "Rows per table, 10 by default; 0 for all.")
    private int top = 10;

    @Option(names = "--all-threads", description = "Also list threads that did next to nothing.")
    private boolean hasQuiet;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "Only from this time on, counted from the start of the trace (12.5, 500ms).")
    private TimePoint from;

    @Option(names = "--to", paramLabel = "TIME", description = "Only up to this time.")
    private TimePoint to;

    @Mixin private TemporaryTrace conversion;

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
        line.setUsageHelpLongOptionsMaxWidth(OPTION_COLUMN);
        return line;
    }

    @Override
    public Integer call() throws IOException {
        if (top < 0) {
            throw new UsageException("--top counts from 0");
        }
        Window window = ChosenPart.window(from, to);
        TraceInput trace = new TraceInput(input);
        SummaryReport report;
        try {
            report = new SummedTrace(shell, conversion, window).of(trace);
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
        try (OutputStream out = new BufferedOutputStream(new GuardedStream(OUT, shell.out()))) {
            if (json) {
                SummaryJson.write(report, out);
            } else {
                int most = top == 0 ? Integer.MAX_VALUE : top;
                SummaryText.write(report, Style.of(shell), most, hasQuiet, out);
            }
        } catch (OutputException e) {
            shell.allowBrokenPipe(e);
            return false;
        }
        return true;
    }
}
