package dev.jfrtrace.bridge.cli;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command without a verb: says which verbs there are. */
@Command(
        name = "jfrtrace",
        description = {
            "Turns recordings of JDK Flight Recorder into Go execution traces,",
            "and reads such traces."
        },
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Version.class,
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Example:",
            "  jfrtrace convert app.jfr",
            "  go tool trace app.trace",
            "",
            "'jfrtrace help convert' tells the rest."
        })
final class JfrTraceCommand implements Callable<Integer> {
    /** In the order in which the help tells of them. */
    private static final Map<String, Function<Shell, CommandLine>> VERBS = verbs();

    private final Shell shell;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show version, formats and runtime, and exit.")
    private boolean version;

    private JfrTraceCommand(Shell shell) {
        this.shell = shell;
    }

    private static Map<String, Function<Shell, CommandLine>> verbs() {
        Map<String, Function<Shell, CommandLine>> verbs = new LinkedHashMap<>();
        verbs.put("record", RecordCommand::commandLine);
        verbs.put("dump", DumpCommand::commandLine);
        verbs.put("ps", PsCommand::commandLine);
        verbs.put("convert", ConvertCommand::commandLine);
        verbs.put("check", CheckCommand::commandLine);
        verbs.put("print", PrintCommand::commandLine);
        verbs.put("summary", SummaryCommand::commandLine);
        verbs.put("export", ExportCommand::commandLine);
        return verbs;
    }

    /**
     * The command with the verb that the arguments begin with, or else with all: to make one takes
     * picocli so long that it is to be seen.
     */
    static CommandLine commandLine(Shell shell, String... args) {
        PrintWriter out =
                new PrintWriter(new OutputStreamWriter(shell.out(), StandardCharsets.UTF_8), true);
        CommandLine line = new CommandLine(new JfrTraceCommand(shell));
        String verb = args.length > 0 && VERBS.containsKey(args[0]) ? args[0] : null;
        VERBS.forEach(
                (name, maker) -> {
                    if (verb == null || verb.equals(name)) {
                        line.addSubcommand(maker.apply(shell));
                    }
                });
        line.addSubcommand(new HelpCommand())
                .setExpandAtFiles(false)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setOut(out)
                .setErr(new PrintWriter(shell.err(), true))
                .setParameterExceptionHandler((e, rest) -> usageError(shell, e))
                .setExecutionExceptionHandler((e, l, parsed) -> failed(shell, l, e));
        Values.register(line);
        return line;
    }

    /** Without a verb. */
    @Override
    public Integer call() {
        commandLine(shell).usage(shell.err(), Ansi.OFF);
        return ExitCode.USAGE;
    }

    private static int usageError(Shell shell, ParameterException e) {
        String verb = e.getCommandLine().getCommandName();
        boolean noVerb = e.getCommandLine().getParent() == null;
        boolean unknownVerb =
                noVerb && e instanceof UnmatchedArgumentException u && !u.isUnknownOption();
        shell.complain(unknownVerb ? unknownVerb((UnmatchedArgumentException) e) : e.getMessage());
        shell.err().println("Try 'jfrtrace help" + (noVerb ? "" : " " + verb) + "'.");
        shell.trace(e);
        return ExitCode.USAGE;
    }

    private static String unknownVerb(UnmatchedArgumentException e) {
        String word = e.getUnmatched().get(0);
        String intended = "";
        if (word.endsWith(".jfr")) {
            intended = "; did you mean: jfrtrace convert " + word;
        } else if (word.endsWith(".trace")) {
            intended = "; did you mean: jfrtrace print " + word;
        }
        return "'" + word + "' is not a command" + intended;
    }

    private static int failed(Shell shell, CommandLine line, Exception e) {
        if (e instanceof UsageException) {
            return usageError(shell, new ParameterException(line, e.getMessage(), e));
        }
        shell.complain(Failure.sentence("", e));
        shell.trace(e);
        return ExitCode.FAILED;
    }
}
