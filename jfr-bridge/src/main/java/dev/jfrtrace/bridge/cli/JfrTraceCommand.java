package dev.jfrtrace.bridge.cli;

import dev.jfrtrace.bridge.cli.report.Version;
import dev.jfrtrace.bridge.cli.terminal.Shell;
import dev.jfrtrace.bridge.cli.terminal.UsageException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command without a verb: says which verbs there are. */
@Command(
        name = "jfrtrace",
        description = {
            "Traces JVMs, converts JDK Flight Recorder recordings into Go execution traces,",
            "and analyses such traces."
        },
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Version.class,
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Examples:",
            "  jfrtrace record -o app.trace -- java -jar app.jar",
            "  jfrtrace summary app.trace",
            "  go tool trace app.trace",
            "  jfrtrace convert app.jfr",
            "",
            "Run 'jfrtrace help COMMAND' for details."
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
        verbs.put("settings", SettingsCommand::commandLine);
        verbs.put("convert", ConvertCommand::commandLine);
        verbs.put("check", CheckCommand::commandLine);
        verbs.put("print", PrintCommand::commandLine);
        verbs.put("summary", SummaryCommand::commandLine);
        verbs.put("compare", CompareCommand::commandLine);
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
                .setHelpSectionKeys(sections(line))
                .setExpandAtFiles(false)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setOut(out)
                .setErr(new PrintWriter(shell.err(), true))
                .setParameterExceptionHandler((e, all) -> usageError(shell, e, List.of(all)))
                .setExecutionExceptionHandler(
                        (e, l, parsed) -> failed(shell, l, e, parsed.originalArgs()));
        Values.register(line);
        return line;
    }

    /**
     * A verb's header is for the list of verbs: its own help has the description, which says more.
     */
    private static List<String> sections(CommandLine line) {
        return line.getHelpSectionKeys().stream()
                .filter(key -> !key.equals(UsageMessageSpec.SECTION_KEY_HEADER))
                .toList();
    }

    /** Without a verb. */
    @Override
    public Integer call() {
        commandLine(shell).usage(shell.err(), Ansi.OFF);
        return ExitCode.USAGE;
    }

    private static int usageError(Shell shell, ParameterException e, List<String> args) {
        String verb = e.getCommandLine().getCommandName();
        boolean noVerb = e.getCommandLine().getParent() == null;
        boolean unknownVerb =
                noVerb && e instanceof UnmatchedArgumentException u && !u.isUnknownOption();
        Optional<String> advice =
                verb.equals("record")
                        ? MissingDashes.advice(e.getCommandLine().getCommandSpec(), args)
                        : Optional.empty();
        shell.complain(
                unknownVerb
                        ? unknownVerb((UnmatchedArgumentException) e)
                        : advice.orElse(e.getMessage()));
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

    private static int failed(Shell shell, CommandLine line, Exception e, List<String> args) {
        if (e instanceof UsageException) {
            ParameterException usage = new ParameterException(line, e.getMessage(), e);
            return usageError(shell, usage, args);
        }
        shell.complain("", e);
        return ExitCode.FAILED;
    }
}
