package dev.jfrtrace.bridge.cli;

import dev.jfrtrace.bridge.cli.read.TemporaryTrace;
import dev.jfrtrace.bridge.cli.read.TraceInput;
import dev.jfrtrace.bridge.cli.summary.Comparison;
import dev.jfrtrace.bridge.cli.summary.ComparisonJson;
import dev.jfrtrace.bridge.cli.summary.ComparisonText;
import dev.jfrtrace.bridge.cli.summary.SummaryReport;
import dev.jfrtrace.bridge.cli.terminal.Shell;
import dev.jfrtrace.bridge.cli.terminal.Style;
import dev.jfrtrace.bridge.cli.terminal.Text;
import dev.jfrtrace.bridge.cli.terminal.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jfrtrace compare}: what has changed between two traces. */
@Command(
        name = "compare",
        header = "Compares two traces: what increased, and what decreased.",
        description = {
            "Compares two Go execution traces of a program, before and after a change: how",
            "long its tasks and regions took, what its threads spent time on and waited for,",
            "and where; stops, CPU time, allocations, CPU samples and exceptions."
        },
        customSynopsis = "jfrtrace compare [options] BEFORE AFTER",
        sortOptions = false,
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Amounts are per second of each trace, which is fair if the load was the same;",
            "--per divides by the work that was done instead. Changes of less than a tenth",
            "are left out, and so are shares of CPU samples that may differ by chance.",
            "",
            "Examples:",
            "  jfrtrace compare before.trace after.trace",
            "  jfrtrace compare --per Order --from 10s before.jfr after.jfr",
            "",
            "Exit code: 0 done, whatever has changed; 1 a trace is damaged (the part before",
            "the damage is compared), or cannot be read; 2 wrong command line."
        })
final class CompareCommand implements Callable<Integer> {
    /** Names of tasks and regions in a sentence. */
    private static final int MOST_NAMES = 10;

    private final Shell shell;

    @Parameters(index = "0", paramLabel = "BEFORE", description = TemporaryTrace.INPUT)
    private Path before;

    @Parameters(
            index = "1",
            paramLabel = "AFTER",
            description = "The trace to compare it with; same kinds of input.")
    private Path after;

    @Option(
            names = "--per",
            paramLabel = "NAME",
            description = "Compare per task or region of this name, not per second.")
    private String work;

    @Option(names = "--json", description = "One JSON document (see docs/COMPARE.md).")
    private boolean json;

    @Mixin private SumOptions options;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    private int code = ExitCode.OK;

    private CompareCommand(Shell shell) {
        this.shell = shell;
    }

    static CommandLine commandLine(Shell shell) {
        CommandLine line = new CommandLine(new CompareCommand(shell));
        line.setUsageHelpLongOptionsMaxWidth(SumOptions.OPTION_COLUMN);
        return line;
    }

    @Override
    public Integer call() throws IOException {
        SummedTrace summed = options.reader(shell);
        TraceInput old = new TraceInput(before);
        TraceInput now = new TraceInput(after);
        if (old.isStream() && now.isStream()) {
            throw new UsageException("standard input holds one trace, expected two");
        }
        SummaryReport oldReport = sum(summed, old);
        SummaryReport nowReport = oldReport == null ? null : sum(summed, now);
        if (nowReport == null) {
            return ExitCode.FAILED;
        }
        checkWork(oldReport);
        checkWork(nowReport);
        return write(new Comparison(oldReport, nowReport, work)) ? code : ExitCode.FAILED;
    }

    /** {@code null} where it cannot be, of which has been told. */
    private SummaryReport sum(SummedTrace summed, TraceInput trace) {
        try {
            SummaryReport report = summed.of(trace);
            if (report.fault() != null) {
                complain(trace, report.fault());
            }
            return report;
        } catch (CancellationException e) {
            shell.trace(e);
        } catch (IOException e) {
            complain(trace, e);
        }
        return null;
    }

    private void complain(TraceInput trace, IOException e) {
        shell.complain(trace.name() + ": ", e);
        code = ExitCode.FAILED;
    }

    private void checkWork(SummaryReport report) {
        if (work == null || Comparison.pieces(report, work) > 0) {
            return;
        }
        Set<String> names = Comparison.works(report);
        String some = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
        throw new UsageException(
                "--per "
                        + Text.quoted(work)
                        + ": no task or region of this name begins and ends in "
                        + report.trace()
                        + (names.isEmpty() ? "; nor does any other" : "; there are " + some)
                        + (names.size() > MOST_NAMES ? ", ..." : ""));
    }

    /** {@code false} when nobody reads to the end. */
    private boolean write(Comparison comparison) throws IOException {
        return SumOptions.write(
                shell,
                out -> {
                    if (json) {
                        ComparisonJson.write(comparison, out);
                    } else {
                        Style style = Style.of(shell);
                        ComparisonText.write(comparison, style, options.mostRows(), out);
                    }
                });
    }
}
