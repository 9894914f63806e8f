package dev.jfrtrace.bridge.cli;

import dev.jfrtrace.bridge.cli.terminal.Interruption;
import dev.jfrtrace.bridge.cli.terminal.Shell;
import dev.jfrtrace.bridge.cli.terminal.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
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
        Shell shell =
                new Shell(
                        System.in,
                        standardOutput(),
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

    /**
     * Not System.out, which keeps failures to itself. It ends with the process, and not before:
     * where it is closed from the start, the JVM has opened a file of its own under its number.
     */
    private static OutputStream standardOutput() {
        return new FileOutputStream(FileDescriptor.out) {
            @Override
            public void close() throws IOException {
                flush();
            }
        };
    }

    /** Runs the command within this process, and returns its exit code. */
    static int run(String[] args, OutputStream out, PrintStream err) {
        return run(args, Shell.of(out, err));
    }

    static int run(String[] args, Shell shell) {
        try {
            return JfrTraceCommand.commandLine(shell, args).execute(args);
        } catch (RuntimeException | Error e) {
            shell.complain("", e);
            return ExitCode.FAILED;
        }
    }
}
