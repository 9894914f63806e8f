package dev.jfrtrace.bridge.cli;

import dev.jfrtrace.bridge.cli.terminal.Shell;
import dev.jfrtrace.bridge.cli.terminal.Text;
import dev.jfrtrace.bridge.record.Jvms;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jfrtrace ps}: what {@code record} and {@code dump} can attach to. */
@Command(
        name = "ps",
        description = "Lists the JVMs of this user: process, main class or jar, arguments.",
        customSynopsis = "jfrtrace ps",
        optionListHeading = "%nOptions:%n")
final class PsCommand implements Callable<Integer> {
    private final Shell shell;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    private PsCommand(Shell shell) {
        this.shell = shell;
    }

    static CommandLine commandLine(Shell shell) {
        return new CommandLine(new PsCommand(shell));
    }

    @Override
    public Integer call() throws IOException {
        PrintStream out = new PrintStream(shell.out(), true, StandardCharsets.UTF_8);
        Jvms.all().forEach(jvm -> out.println(Text.printable(jvm.toString())));
        return ExitCode.OK;
    }
}
