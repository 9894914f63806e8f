package dev.jfrtrace.bridge.cli;

import dev.jfrtrace.bridge.cli.read.DocumentOutput;
import dev.jfrtrace.bridge.cli.recording.SettingsOptions;
import dev.jfrtrace.bridge.cli.terminal.OutputException;
import dev.jfrtrace.bridge.cli.terminal.Shell;
import dev.jfrtrace.bridge.record.RecordOptions;
import dev.jfrtrace.bridge.record.RecordSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jfrtrace settings}: for recordings that others start. */
@Command(
        name = "settings",
        header = "Writes a .jfc file, for recordings that you start yourself.",
        description = {
            "Writes the JFR settings that 'jfrtrace record' uses, as a .jfc file: for",
            "recordings that are started elsewhere and converted afterwards."
        },
        customSynopsis = "jfrtrace settings [options] [-o FILE.jfc]",
        sortOptions = false,
        footer = {
            "",
            "With --wake or --vthreads, the recorded program also needs",
            "-javaagent:jfrtrace.jar=hooks,wake,vthreads (or only one of the two).",
            "",
            "Examples:",
            "  jfrtrace settings -o app.jfc",
            "  java -XX:StartFlightRecording:settings=app.jfc,filename=app.jfr -jar app.jar",
            "  jcmd PID JFR.start settings=$PWD/app.jfc filename=$PWD/app.jfr duration=30s",
            "  java -jar benchmarks.jar -prof jfr:configName=$PWD/app.jfc",
            "  jfrtrace convert app.jfr",
            "",
            "Exit code: 0 done; 1 not written; 2 wrong command line."
        })
final class SettingsCommand implements Callable<Integer> {
    private static final int OPTION_COLUMN = 22;

    private final Shell shell;

    /** Where picocli wants to have it, so that the help has its heading. */
    private static final class Output {
        @Option(
                names = {"-o", "--output"},
                paramLabel = "FILE.jfc",
                description = "The file to write; '-' for standard output, the default.")
        private Path file = Shell.STREAM;

        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Show this help and exit.")
        private boolean help;
    }

    @ArgGroup(validate = false, order = 1, heading = "%nWhat to record:%n")
    private final SettingsOptions settings = new SettingsOptions();

    @ArgGroup(validate = false, order = 2, heading = "%nOutput:%n")
    private final Output output = new Output();

    private SettingsCommand(Shell shell) {
        this.shell = shell;
    }

    static CommandLine commandLine(Shell shell) {
        CommandLine line = new CommandLine(new SettingsCommand(shell));
        line.setUsageHelpLongOptionsMaxWidth(OPTION_COLUMN);
        return line;
    }

    @Override
    public Integer call() throws IOException {
        RecordOptions options = settings.options(null);
        String label = "jfrtrace " + options.preset().name().toLowerCase(Locale.ROOT);
        String xml = RecordSettings.xml(RecordSettings.of(options), label);
        DocumentOutput.check(output.file);
        try {
            return DocumentOutput.write(output.file, shell, out -> write(xml, out));
        } catch (OutputException e) {
            shell.allowBrokenPipe(e);
            return ExitCode.FAILED;
        }
    }

    private static int write(String xml, OutputStream target) throws IOException {
        try (target) {
            target.write(xml.getBytes(StandardCharsets.UTF_8));
        }
        return ExitCode.OK;
    }
}
