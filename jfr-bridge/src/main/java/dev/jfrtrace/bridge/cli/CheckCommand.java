package dev.jfrtrace.bridge.cli;

import dev.jfrtrace.bridge.cli.convert.Claims;
import dev.jfrtrace.bridge.cli.convert.OutputOptions;
import dev.jfrtrace.bridge.cli.read.DocumentOutput;
import dev.jfrtrace.bridge.cli.read.RepairedCopy;
import dev.jfrtrace.bridge.cli.read.TraceCheck;
import dev.jfrtrace.bridge.cli.read.TraceInput;
import dev.jfrtrace.bridge.cli.terminal.GuardedStream;
import dev.jfrtrace.bridge.cli.terminal.OutputException;
import dev.jfrtrace.bridge.cli.terminal.Shell;
import dev.jfrtrace.bridge.cli.terminal.Text;
import dev.jfrtrace.bridge.cli.terminal.UsageException;
import dev.jfrtrace.encoder.format.TraceFormatException.Fault;
import dev.jfrtrace.encoder.util.LosslessUtf8;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jfrtrace check}: are these good traces? */
@Command(
        name = "check",
        header = "Checks whether traces are valid; reports what is wrong, and where.",
        description = {
            "Reads Go execution traces to the end, and says whether they are good, as Go's",
            "own reader would; if not, what is wrong, where, and how much is good."
        },
        customSynopsis = "jfrtrace check [-q] [--repair OUT.trace] FILE.trace...",
        sortOptions = false,
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Reads versions 1.22, 1.23, 1.25 and 1.26 of the format, whatever wrote them.",
            "",
            "Exit code: 0 all are good; 1 one is not, or cannot be read; 2 wrong command",
            "line."
        })
final class CheckCommand implements Callable<Integer> {
    private static final int OPTION_COLUMN = 22;

    private final Shell shell;

    @Parameters(
            paramLabel = "FILE.trace",
            arity = "1..*",
            description = "The traces, compressed with gzip or not; '-' for standard input.")
    private List<Path> inputs;

    @Option(
            names = "--repair",
            paramLabel = "OUT",
            description =
                    "Write the good part of the trace here: its generations up to the first bad"
                            + " one.")
    private Path repaired;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print nothing; only set the exit code.")
    private boolean quiet;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    private CheckCommand(Shell shell) {
        this.shell = shell;
    }

    static CommandLine commandLine(Shell shell) {
        CommandLine line = new CommandLine(new CheckCommand(shell));
        line.setUsageHelpLongOptionsMaxWidth(OPTION_COLUMN);
        return line;
    }

    @Override
    public Integer call() throws IOException {
        checkRepair();
        OutputStream out = new GuardedStream("standard output", shell.out());
        boolean allGood = true;
        try {
            for (Path path : inputs) {
                allGood &= check(new TraceInput(path), out);
            }
        } catch (CancellationException e) {
            shell.trace(e);
            return ExitCode.FAILED;
        } catch (OutputException e) {
            shell.allowBrokenPipe(e);
            return ExitCode.FAILED;
        }
        return allGood ? ExitCode.OK : ExitCode.FAILED;
    }

    private void checkRepair() {
        if (repaired == null) {
            return;
        }
        if (inputs.size() > 1) {
            throw new UsageException("--repair takes one trace, but there are " + inputs.size());
        }
        DocumentOutput.check(repaired);
        if (repaired.equals(Shell.STREAM) || OutputOptions.isDevice(repaired)) {
            throw new UsageException("--repair needs the name of a file");
        }
        if (Claims.isSame(repaired, inputs.get(0))) {
            throw new UsageException(repaired + " is the trace itself, and would be lost");
        }
    }

    private boolean check(TraceInput input, OutputStream out) throws OutputException {
        try {
            if (repaired == null) {
                TraceCheck check = TraceCheck.of(input.open(shell), shell.interruption());
                tell(input, check, out);
                return check.isGood();
            }
            return repair(input, out);
        } catch (OutputException e) {
            throw e;
        } catch (IOException e) {
            shell.complain(input.name() + ": ", e);
            return false;
        }
    }

    private boolean repair(TraceInput input, OutputStream out) throws IOException {
        try (InputStream in = input.open(shell);
                RepairedCopy copy = new RepairedCopy(repaired)) {
            TraceCheck check = TraceCheck.of(copy.copying(in), shell.interruption());
            boolean hasGood = check.generations() > 0;
            // First: whoever hears of it may have heard enough before the last line.
            if (hasGood) {
                copy.keep(check.goodBytes());
            }
            tell(input, check, out);
            tell(out, (hasGood ? "  written to " : "  nothing to write to ") + repaired);
            return check.isGood();
        }
    }

    private void tell(TraceInput input, TraceCheck check, OutputStream out) throws IOException {
        if (check.isGood()) {
            tell(
                    out,
                    input.name()
                            + ": good: version "
                            + check.version()
                            + ", "
                            + good(check)
                            + " in "
                            + Text.duration(check.nanos()));
            return;
        }
        tell(out, input.name() + ": " + check.fault().getMessage());
        if (check.fault().fault() != Fault.UNSUPPORTED) {
            long size = input.size();
            tell(
                    out,
                    "  good before that: "
                            + good(check)
                            + ", "
                            + Text.size(check.goodBytes())
                            + (size == 0 ? "" : " of " + Text.size(size)));
        }
    }

    private static String good(TraceCheck check) {
        return Text.count(check.generations(), "generation")
                + ", "
                + Text.count(check.events(), "event");
    }

    private void tell(OutputStream out, String line) throws IOException {
        if (!quiet) {
            out.write(LosslessUtf8.encode(Text.printable(line) + '\n'));
        }
    }
}
