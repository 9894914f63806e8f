package dev.jfrtrace.bridge.cli;

import dev.jfrtrace.bridge.cli.recording.KeepingOptions;
import dev.jfrtrace.bridge.cli.report.Report;
import dev.jfrtrace.bridge.cli.terminal.Shell;
import dev.jfrtrace.bridge.convert.ConvertOptions;
import dev.jfrtrace.bridge.convert.TimePoint;
import dev.jfrtrace.bridge.record.Dump;
import dev.jfrtrace.bridge.record.Jvms;
import dev.jfrtrace.bridge.record.Workplace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jfrtrace dump}: a trace of what another JVM has recorded already. */
@Command(
        name = "dump",
        header = "Makes a trace of what a running JVM has already recorded.",
        description = {
            "Traces the recent past: takes what the recordings running in a JVM hold,",
            "whoever started them, and leaves them running."
        },
        customSynopsis = "jfrtrace dump [options] -o OUT.trace PID | MAIN-CLASS | JAR",
        sortOptions = false,
        parameterListHeading = "%n",
        footer = {
            "",
            "For JVMs that always record (-XX:StartFlightRecording, or TraceFlightRecorder",
            "in the code): it was slow just now, and this shows why. 'jfrtrace record'",
            "traces what happens from now on.",
            "",
            "Examples:",
            "  java -XX:StartFlightRecording:maxage=5m -jar app.jar",
            "  jfrtrace dump --last 30s -o slow.trace app.jar",
            "",
            "Exit code: 0 done; 1 no trace; 2 wrong command line."
        })
final class DumpCommand implements Callable<Integer> {
    private static final int OPTION_COLUMN = 22;

    private final Shell shell;

    @Parameters(paramLabel = "PROGRAM", description = "A running JVM; 'jfrtrace ps' lists them.")
    private String program;

    @ArgGroup(validate = false, order = 1, heading = "%nOutput:%n")
    private final KeepingOptions keeping = new KeepingOptions();

    /** Where picocli wants to have it, so that the help has its heading. */
    private static final class Selection {
        @Option(
                names = "--last",
                paramLabel = "LENGTH",
                description =
                        "Only the most recent part (30s, 1.5m); by default everything available.")
        private Duration last;
    }

    @ArgGroup(validate = false, order = 2, heading = "%nWhat to convert:%n")
    private final Selection selection = new Selection();

    @ArgGroup(validate = false, order = 3, heading = "%nMessages (on standard error):%n")
    private final MessageOptions messages = new MessageOptions();

    private DumpCommand(Shell shell) {
        this.shell = shell;
    }

    static CommandLine commandLine(Shell shell) {
        CommandLine line = new CommandLine(new DumpCommand(shell));
        line.setUsageHelpLongOptionsMaxWidth(OPTION_COLUMN);
        return line;
    }

    @Override
    public Integer call() throws IOException {
        messages.check();
        keeping.check();
        Jvms.Jvm jvm = Jvms.named(program);
        ConvertOptions.Builder options = ConvertOptions.builder();
        if (selection.last != null) {
            options.from(TimePoint.beforeEnd(selection.last));
        }
        try (Workplace workplace = Workplace.createFor(jvm.pid())) {
            return convert(Dump.of(jvm.pid(), selection.last, workplace), options);
        }
    }

    private int convert(Path recorded, ConvertOptions.Builder options) throws IOException {
        boolean isCopied = keeping.copy(recorded);
        Report report = messages.report().on(shell);
        boolean hasProgress = messages.hasProgress(shell);
        boolean done = keeping.convert(recorded, options, isCopied, report, hasProgress, shell);
        report.finish();
        return done ? ExitCode.OK : ExitCode.FAILED;
    }
}
