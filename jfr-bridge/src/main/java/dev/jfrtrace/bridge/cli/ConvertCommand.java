package dev.jfrtrace.bridge.cli;

import dev.jfrtrace.bridge.cli.convert.Conversions;
import dev.jfrtrace.bridge.cli.convert.Destinations;
import dev.jfrtrace.bridge.cli.convert.LookOptions;
import dev.jfrtrace.bridge.cli.convert.OutputOptions;
import dev.jfrtrace.bridge.cli.convert.ReadingOptions;
import dev.jfrtrace.bridge.cli.convert.SelectionOptions;
import dev.jfrtrace.bridge.cli.report.Report;
import dev.jfrtrace.bridge.cli.terminal.Shell;
import dev.jfrtrace.bridge.cli.terminal.UsageException;
import dev.jfrtrace.bridge.convert.ConvertOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jfrtrace convert}: recordings in, traces out. */
@Command(
        name = "convert",
        description = "Turns recordings into Go execution traces.",
        customSynopsis = {
            "jfrtrace convert [options] IN.jfr [-o OUT.trace | -o -]",
            "       jfrtrace convert [options] IN.jfr... -d DIR"
        },
        sortOptions = false,
        parameterListHeading = "%n")
final class ConvertCommand implements Callable<Integer> {
    private static final int OPTION_COLUMN = 22;

    private final Shell shell;

    @Spec private CommandSpec command;

    @Parameters(
            paramLabel = "IN.jfr",
            arity = "1..*",
            description =
                    "The recordings: files, compressed (gzip, zip, LZ4) or not, '-' for standard"
                            + " input, or the folder where a JVM keeps its chunks. Each JVM in a recording"
                            + " gives a trace of its own.")
    private List<Path> inputs;

    @ArgGroup(validate = false, order = 1, heading = "%nOutput:%n")
    private final OutputOptions output = new OutputOptions();

    @ArgGroup(validate = false, order = 2, heading = "%nWhat to convert:%n")
    private final SelectionOptions selection = new SelectionOptions();

    @ArgGroup(validate = false, order = 3, heading = "%nReading:%n")
    private final ReadingOptions reading = new ReadingOptions();

    @ArgGroup(validate = false, order = 4, heading = "%nThe trace:%n")
    private final LookOptions trace = new LookOptions();

    @ArgGroup(validate = false, order = 5, heading = "%nMessages (on standard error):%n")
    private final MessageOptions messages = new MessageOptions();

    private ConvertCommand(Shell shell) {
        this.shell = shell;
    }

    static CommandLine commandLine(Shell shell) {
        CommandLine line = new CommandLine(new ConvertCommand(shell));
        line.setUsageHelpLongOptionsMaxWidth(OPTION_COLUMN);
        line.getCommandSpec().usageMessage().footer(HelpText.convert());
        return line;
    }

    @Override
    public Integer call() throws IOException {
        checkOnce();
        messages.check();
        List<Path> recordings = inputs.stream().distinct().toList();
        ConvertOptions.Builder options = options();
        Destinations destinations = output.destinations(recordings, shell);
        Report report = messages.report().on(shell);
        boolean allDone =
                new Conversions(shell, options, messages.hasProgress(shell), reading.isStrict())
                        .run(recordings, destinations, report);
        report.finish();
        return allDone ? ExitCode.OK : ExitCode.FAILED;
    }

    /** The parser does not, for options in groups, and forgets the rest of the group. */
    private void checkOnce() {
        for (OptionSpec option : command.options()) {
            if (option.originalStringValues().size() > 1) {
                throw new UsageException(option.shortestName() + " may be given only once");
            }
        }
    }

    private ConvertOptions.Builder options() {
        ConvertOptions.Builder options = ConvertOptions.builder();
        selection.applyTo(options);
        reading.applyTo(options);
        trace.applyTo(options);
        return options;
    }
}
