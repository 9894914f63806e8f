package dev.jfrtrace.bridge.cli.terminal;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * What surrounds a run of the command, so that tests can stand in for it.
 *
 * @param in standard input
 * @param out standard output
 * @param err standard error
 * @param outIsTerminal whether {@code out} is looked at by a person
 * @param errIsTerminal whether {@code err} is
 * @param interruption tells when the process is asked to end
 */
public record Shell(
        InputStream in,
        OutputStream out,
        PrintStream err,
        boolean outIsTerminal,
        boolean errIsTerminal,
        Interruption interruption) {
    /** The file name that stands for standard input or output. */
    public static final Path STREAM = Path.of("-");

    /** Set to have stack traces printed, for those who look for a defect. */
    private static final String DEBUG = "jfrtrace.debug";

    public static Shell of(OutputStream out, PrintStream err) {
        return new Shell(InputStream.nullInputStream(), out, err, false, false, new Interruption());
    }

    /** The same with another standard input. */
    public Shell reading(InputStream from) {
        return new Shell(from, out, err, outIsTerminal, errIsTerminal, interruption);
    }

    /** Tells the user what went wrong (C2). */
    public void complain(String sentence) {
        err.println("jfrtrace: " + Text.printable(sentence));
    }

    /**
     * Tells of a failure, and where it came from, to those who ask.
     *
     * @param where as {@link Failure#sentence(String, Throwable)} takes it
     */
    public void complain(String where, Throwable failure) {
        trace(failure);
        complain(Failure.sentence(where, failure));
    }

    /**
     * Who reads what is printed may go when it has enough, which is no complaint's worth; any other
     * failure of an output is thrown again.
     */
    public void allowBrokenPipe(OutputException failure) throws OutputException {
        if (!failure.isBrokenPipe()) {
            throw failure;
        }
        trace(failure);
    }

    /** Tells where it went wrong, to those who ask. */
    public void trace(Throwable cause) {
        if (Boolean.getBoolean(DEBUG)) {
            cause.printStackTrace(err);
        }
    }
}
