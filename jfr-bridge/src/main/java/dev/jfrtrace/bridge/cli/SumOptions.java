package dev.jfrtrace.bridge.cli;

import dev.jfrtrace.bridge.cli.read.ChosenPart;
import dev.jfrtrace.bridge.cli.read.TemporaryTrace;
import dev.jfrtrace.bridge.cli.terminal.GuardedStream;
import dev.jfrtrace.bridge.cli.terminal.OutputException;
import dev.jfrtrace.bridge.cli.terminal.Shell;
import dev.jfrtrace.bridge.cli.terminal.UsageException;
import dev.jfrtrace.bridge.convert.TimePoint;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What verbs that sum up traces have in common: which part of them, and how much of the result. */
final class SumOptions {
    static final int OPTION_COLUMN = 22;

    private static final String OUT = "standard output";

    /** What is written, by whoever knows how. */
    interface Result {
        void write(OutputStream out) throws IOException;
    }

    @Option(
            names = "--top",
            paramLabel = "N",
            description = "Rows per table, 10 by default; 0 for all.")
    private int top = 10;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "Only from this time on, counted from the start of the trace (12.5, 500ms).")
    private TimePoint from;

    @Option(names = "--to", paramLabel = "TIME", description = "Only up to this time.")
    private TimePoint to;

    @Mixin private TemporaryTrace conversion;

    /**
     * Who sums up.
     *
     * @throws UsageException when an option has no meaning
     */
    SummedTrace reader(Shell shell) {
        if (top < 0) {
            throw new UsageException("--top counts from 0");
        }
        return new SummedTrace(shell, conversion, ChosenPart.window(from, to));
    }

    /** Most rows of a table. */
    int mostRows() {
        return top == 0 ? Integer.MAX_VALUE : top;
    }

    /** Writes to standard output; {@code false} when nobody reads to the end. */
    static boolean write(Shell shell, Result result) throws IOException {
        try (OutputStream out = new BufferedOutputStream(new GuardedStream(OUT, shell.out()))) {
            result.write(out);
        } catch (OutputException e) {
            shell.allowBrokenPipe(e);
            return false;
        }
        return true;
    }
}
