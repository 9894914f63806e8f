package dev.jfrtrace.bridge.cli;

import dev.jfrtrace.bridge.cli.convert.OutputOptions;
import dev.jfrtrace.bridge.cli.recording.Growth;
import dev.jfrtrace.bridge.cli.recording.KeepingOptions;
import dev.jfrtrace.bridge.cli.recording.RecordingOptions;
import dev.jfrtrace.bridge.cli.recording.RecordingWatch;
import dev.jfrtrace.bridge.cli.report.Report;
import dev.jfrtrace.bridge.cli.terminal.ProgressLine;
import dev.jfrtrace.bridge.cli.terminal.Shell;
import dev.jfrtrace.bridge.cli.terminal.Signals;
import dev.jfrtrace.bridge.cli.terminal.UsageException;
import dev.jfrtrace.bridge.convert.ConvertOptions;
import dev.jfrtrace.bridge.record.Attachment;
import dev.jfrtrace.bridge.record.Jvms;
import dev.jfrtrace.bridge.record.Launch;
import dev.jfrtrace.bridge.record.RecordOptions;
import dev.jfrtrace.bridge.record.Session;
import dev.jfrtrace.bridge.record.Workplace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jfrtrace record}: a trace of another JVM. */
@Command(
        name = "record",
        header = "Traces another JVM: starts a program, or attaches to a running one.",
        description = {
            "Traces another JVM: starts a program, or attaches to a running one. That JVM",
            "only records; this process does the translation."
        },
        customSynopsis = {
            "jfrtrace record [options] -o OUT.trace -- java ... | SCRIPT ...",
            "       jfrtrace record [options] -o OUT.trace PID | MAIN-CLASS | JAR"
        },
        sortOptions = false,
        parameterListHeading = "%n",
        footer = {
            "",
            "A program started this way keeps its own standard streams, signals and exit",
            "code; the trace is written when it has ended, however it ended. For a script,",
            "the flags for the java that it starts are passed in JDK_JAVA_OPTIONS. When",
            "attached, recording ends after --duration, at Ctrl-C or with the program;",
            "'jfrtrace ps' lists the JVMs. Progress is shown on a terminal; while a program",
            "that was started runs, only with --progress always. --wake adds a call to the",
            "JDK's own unpark methods, --vthreads to those that run virtual threads (see",
            "docs/AGENT.md).",
            "",
            "Examples:",
            "  jfrtrace record -o app.trace -- java -jar app.jar",
            "  jfrtrace record -o app.trace --duration 30s --wake com.example.Main",
            "",
            "Exit code: that of the program that was started, unless that is 0 and there is",
            "no trace; otherwise 0 done; 1 no trace; 2 wrong command line."
        })
final class RecordCommand implements Callable<Integer> {
    private static final int OPTION_COLUMN = 22;

    /** So many signals are heard while another JVM is attached to: it may never answer. */
    private static final int ENOUGH = 3;

    private final Shell shell;

    @Spec private CommandSpec command;

    @Parameters(
            arity = "1..*",
            paramLabel = "PROGRAM",
            description = "After '--', a command that starts java; otherwise a running JVM.")
    private List<String> program;

    @ArgGroup(validate = false, order = 1, heading = "%nOutput:%n")
    private final KeepingOptions keeping = new KeepingOptions();

    @ArgGroup(validate = false, order = 2, heading = "%nWhat to record:%n")
    private final RecordingOptions recording = new RecordingOptions();

    @ArgGroup(validate = false, order = 3, heading = "%nMessages (on standard error):%n")
    private final MessageOptions messages = new MessageOptions();

    private RecordCommand(Shell shell) {
        this.shell = shell;
    }

    static CommandLine commandLine(Shell shell) {
        CommandLine line = new CommandLine(new RecordCommand(shell));
        line.setUsageHelpLongOptionsMaxWidth(OPTION_COLUMN);
        return line;
    }

    @Override
    public Integer call() throws IOException {
        messages.check();
        boolean starts = command.commandLine().getParseResult().originalArgs().contains("--");
        check(starts);
        keeping.check();
        if (recording.isLive() && OutputOptions.isDevice(keeping.output())) {
            throw new UsageException(
                    keeping.output()
                            + " is no file: --live needs one, which it replaces at the end");
        }
        RecordOptions options = recording.options();
        // Whatever has begun when one comes is brought to its end, not left in the middle.
        Signals signals = Signals.hear(starts ? Integer.MAX_VALUE : ENOUGH, "INT", "TERM", "HUP");
        try {
            // One that came before is about to end this process, whatever is begun now.
            if (signals.areUnanswered() || shell.interruption().isRequested()) {
                throw new IOException("interrupted before anything was recorded");
            }
            return starts ? start(options, signals) : attach(options, signals);
        } finally {
            signals.close();
        }
    }

    private void check(boolean starts) {
        if (!starts && program.size() > 1) {
            throw new UsageException(
                    "only one JVM can be recorded at a time, not "
                            + program.size()
                            + "; put a command after '--'");
        }
    }

    private int start(RecordOptions options, Signals signals) throws IOException {
        try (Workplace workplace = Workplace.create()) {
            return start(options, workplace, signals);
        }
    }

    private int start(RecordOptions options, Workplace workplace, Signals signals)
            throws IOException {
        Launch launch = Launch.of(program, options, workplace);
        // What the terminal sends is sent to the program as well: it is the program's to answer.
        signals.answer(name -> pass(name, launch));
        boolean isStopped = await(launch, progress());
        int code = isStopped ? translateOrKeep(launch, signals) : ExitCode.OK;
        launch.process().onExit().join();
        code = isStopped ? code : translateOrKeep(launch, signals);
        return launch.exitCode() != 0 ? launch.exitCode() : code;
    }

    /** What is on the terminal is the program's, unless the user says otherwise. */
    private ProgressLine progress() {
        return messages.asksForProgress()
                ? ProgressLine.among(shell.err(), "recording")
                : ProgressLine.none();
    }

    /** Whatever became of the trace, the program has an exit code of its own. */
    private int translateOrKeep(Launch launch, Signals signals) {
        boolean isAlone = !launch.process().isAlive();
        if (isAlone) {
            // They are for this process, as when it converts.
            signals.close();
        }
        return translateOrKeep(launch, isAlone && messages.hasProgress(shell));
    }

    private int translateOrKeep(Session session, boolean hasProgress) {
        try {
            return translate(session, hasProgress);
        } catch (IOException e) {
            shell.complain("", e);
            return ExitCode.FAILED;
        } finally {
            tellKept(session);
        }
    }

    /** What is in no trace is to be found. */
    private void tellKept(Session session) {
        try {
            Path kept = session.kept();
            if (kept != null) {
                shell.complain("the recording is kept: " + kept);
            }
        } catch (IOException e) {
            shell.complain("", e);
        }
    }

    private static void pass(String signal, Launch launch) {
        if (!signal.equals("INT")) {
            launch.terminate();
        }
    }

    private int attach(RecordOptions options, Signals signals) throws IOException {
        Jvms.Jvm jvm = Jvms.named(program.get(0));
        try (Workplace workplace = Workplace.createFor(jvm.pid())) {
            return attach(jvm, options, workplace, signals);
        }
    }

    private int attach(Jvms.Jvm jvm, RecordOptions options, Workplace workplace, Signals signals)
            throws IOException {
        Attachment attachment = Attachment.to(jvm.pid(), options, workplace);
        Thread waiting = Thread.currentThread();
        ProgressLine progress = progress(jvm);
        signals.answer(name -> waiting.interrupt());
        boolean isStopped = false;
        try (attachment) {
            isStopped = await(attachment, progress);
        } finally {
            signals.close();
            // One that came while the JVM was told to stop must not end what is left to do.
            Thread.interrupted();
            if (!isStopped) {
                tellKept(attachment);
            }
        }
        return isStopped
                ? translateOrKeep(attachment, messages.hasProgress(shell))
                : ExitCode.FAILED;
    }

    private ProgressLine progress(Jvms.Jvm jvm) {
        return messages.hasProgress(shell)
                ? ProgressLine.of(shell.err(), "recording " + jvm.pid())
                : ProgressLine.none();
    }

    /**
     * Until it is time to stop, or the program has ended.
     *
     * @return whether the recording can be translated, though the program may go on
     */
    private boolean await(Session session, ProgressLine progress) {
        String why;
        try (Growth growth = new Growth(recording.isLive() ? keeping.output() : null, shell)) {
            why = new RecordingWatch(session, recording.duration(), progress, growth).await();
        }
        progress.clear();
        // Whoever asks twice wants it to end, and not to lose what there is.
        Thread.interrupted();
        if (why != null) {
            shell.complain(why);
        }
        try {
            session.stop();
            return true;
        } catch (IOException e) {
            shell.complain("", e);
            return false;
        }
    }

    private int translate(Session session, boolean hasProgress) throws IOException {
        Path recorded;
        try {
            recorded = session.recording();
        } finally {
            session.notes().forEach(shell::complain);
        }
        recording.unknownSettings(recorded).forEach(shell::complain);
        boolean isCopied = false;
        boolean done = true;
        try {
            isCopied = keeping.copy(recorded);
        } catch (IOException e) {
            done = false;
            shell.complain("", e);
        }
        Report report = recording.telling(messages.report().on(shell), recorded, shell::complain);
        ConvertOptions.Builder all = ConvertOptions.builder();
        done &= keeping.convert(recorded, all, isCopied, report, hasProgress, shell);
        report.finish();
        if (done || isCopied) {
            session.release();
        }
        return done ? ExitCode.OK : ExitCode.FAILED;
    }
}
