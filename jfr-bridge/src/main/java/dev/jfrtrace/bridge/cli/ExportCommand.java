package dev.jfrtrace.bridge.cli;

import dev.jfrtrace.bridge.cli.convert.Claims;
import dev.jfrtrace.bridge.cli.convert.OutputOptions;
import dev.jfrtrace.bridge.cli.read.ChosenPart;
import dev.jfrtrace.bridge.cli.read.DocumentOutput;
import dev.jfrtrace.bridge.cli.read.TemporaryTrace;
import dev.jfrtrace.bridge.cli.read.TraceInput;
import dev.jfrtrace.bridge.cli.terminal.OutputException;
import dev.jfrtrace.bridge.cli.terminal.Shell;
import dev.jfrtrace.bridge.cli.terminal.UsageException;
import dev.jfrtrace.bridge.convert.TimePoint;
import dev.jfrtrace.bridge.export.TraceExport;
import dev.jfrtrace.bridge.export.Window;
import dev.jfrtrace.encoder.format.TraceFormatException;
import dev.jfrtrace.encoder.read.TraceEvent;
import dev.jfrtrace.encoder.read.TraceReader;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.zip.GZIPOutputStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jfrtrace export}: a trace for the viewers of others. */
@Command(
        name = "export",
        header = "Turns a trace into JSON for Perfetto, or stacks for a flame graph.",
        description = {
            "Turns a Go execution trace into Trace Event JSON, which chrome://tracing,",
            "https://ui.perfetto.dev and other viewers open: a row for each goroutine (of a",
            "JVM: each thread) with its states, stops and collections, arrows from the waker",
            "to the woken, regions, tasks, samples, logs, the heap. Or into collapsed stacks",
            "of what was waited for, and for how many microseconds, from which",
            "flamegraph.pl, speedscope and others draw flame graphs."
        },
        customSynopsis = "jfrtrace export [options] FILE.trace | FILE.jfr [-o OUT | -o -]",
        sortOptions = false,
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Examples:",
            "  jfrtrace export app.trace",
            "  jfrtrace export --from 10 --to 12 app.trace -o part.json.gz",
            "  jfrtrace export app.jfr -o app.json",
            "  jfrtrace export --format collapsed app.trace",
            "",
            "Exit code: 0 done; 1 the trace is damaged (the part before the damage is",
            "exported), or cannot be read; 2 wrong command line."
        })
final class ExportCommand implements Callable<Integer> {
    private static final int OPTION_COLUMN = 22;
    private static final int BUFFER = 1 << 16;
    private static final int BETWEEN_LOOKS = 0x3FFF;

    private final Shell shell;

    @Parameters(paramLabel = "FILE", description = TemporaryTrace.INPUT)
    private Path input;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "chrome (the default), or collapsed: stacks of waits.")
    private ExportFormat format = ExportFormat.CHROME;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description =
                    "The output; '-' for standard output; compressed if the name ends in .gz. By"
                            + " default app.trace gives app.json, or app.collapsed.")
    private Path output;

    @Option(
            names = "--idle",
            description =
                    "With collapsed: also include waits of idle threads, and waits whose reason is"
                            + " unknown.")
    private boolean hasIdle;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "Leave out what ends before this time, counted from the start of the trace"
                            + " (12.5, 500ms).")
    private TimePoint from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "Leave out what begins at this time or later.")
    private TimePoint to;

    @Mixin private TemporaryTrace conversion;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    private ExportCommand(Shell shell) {
        this.shell = shell;
    }

    static CommandLine commandLine(Shell shell) {
        CommandLine line = new CommandLine(new ExportCommand(shell));
        line.setUsageHelpLongOptionsMaxWidth(OPTION_COLUMN);
        return line;
    }

    @Override
    public Integer call() throws IOException {
        TraceInput trace = new TraceInput(input);
        Window window = ChosenPart.window(from, to);
        if (hasIdle && format != ExportFormat.COLLAPSED) {
            throw new UsageException("--idle needs --format collapsed");
        }
        Path target = target(trace);
        try (InputStream in = trace.open(shell, conversion, shell.errIsTerminal())) {
            return export(TraceReader.of(in), trace, window, target);
        } catch (CancellationException e) {
            shell.trace(e);
        } catch (OutputException e) {
            shell.allowBrokenPipe(e);
        } catch (IOException e) {
            complain(trace, e);
        }
        return ExitCode.FAILED;
    }

    private void complain(TraceInput trace, IOException e) {
        shell.complain(trace.name() + ": ", e);
    }

    private int export(TraceReader reader, TraceInput trace, Window window, Path target)
            throws IOException {
        boolean isCompressed = target.toString().endsWith(".gz") && !OutputOptions.isDevice(target);
        return DocumentOutput.write(
                target,
                shell,
                out ->
                        copy(
                                reader,
                                trace,
                                window,
                                isCompressed ? new GZIPOutputStream(out, BUFFER) : out));
    }

    /** Where to. */
    private Path target(TraceInput trace) {
        Path target = output == null ? trace.sibling(format.ending) : output;
        if (target == null) {
            throw new UsageException("standard input has no name to go by: -o is needed");
        }
        if (target.equals(Shell.STREAM) && format == ExportFormat.CHROME && shell.outIsTerminal()) {
            throw new UsageException(
                    "an export is no text for a terminal: send standard output elsewhere");
        }
        DocumentOutput.check(target);
        if (!trace.isStream() && Claims.isSame(target, input)) {
            throw new UsageException(target + " is the trace itself, and would be lost");
        }
        return target;
    }

    /** Whatever is wrong with the trace, what comes before it becomes a whole document. */
    private int copy(TraceReader reader, TraceInput trace, Window window, OutputStream target)
            throws IOException {
        try (OutputStream out = new BufferedOutputStream(target, BUFFER)) {
            TraceExport export = format.open(out, window, hasIdle);
            int code = ExitCode.OK;
            try {
                copy(reader, export);
            } catch (TraceFormatException e) {
                complain(trace, e);
                code = ExitCode.FAILED;
            }
            export.finish();
            return code;
        }
    }

    private void copy(TraceReader reader, TraceExport export) throws IOException {
        long events = 0;
        for (TraceEvent e = reader.next(); e != null; e = reader.next()) {
            export.add(e);
            if ((++events & BETWEEN_LOOKS) == 0) {
                shell.interruption().check();
            }
        }
    }
}
