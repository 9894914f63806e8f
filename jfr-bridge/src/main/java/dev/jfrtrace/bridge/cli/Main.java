package dev.jfrtrace.bridge.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;

/** Where the {@code jfrtrace} command starts. */
public final class Main {
    private static final int STDOUT = 1;
    private static final int STDERR = 2;

    private Main() {}

    public static void main(String[] args) {
        Interruption interruption = new Interruption();
        interruption.install();
        // Not System.out, which keeps failures to itself.
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        Shell shell =
                new Shell(
                        System.in,
                        out,
                        System.err,
                        Terminal.is(STDOUT),
                        Terminal.is(STDERR),
                        interruption);
        int code = ExitCode.FAILED;
        try {
            code = run(args, shell);
        } finally {
            System.err.flush();
            interruption.finished();
        }
        System.exit(code);
    }

    /** Runs the command within this process, and returns its exit code. */
    static int run(String[] args, OutputStream out, PrintStream err) {
        return run(args, Shell.of(out, err));
    }

    static int run(String[] args, Shell shell) {
        try {
            return JfrTraceCommand.commandLine(shell).execute(args);
        } catch (RuntimeException | Error e) {
            shell.complain(Failure.sentence("", e));
            shell.trace(e);
            return ExitCode.FAILED;
        }
    }
}
