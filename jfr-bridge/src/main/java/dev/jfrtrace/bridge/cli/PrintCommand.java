package dev.jfrtrace.bridge.cli;

import dev.jfrtrace.bridge.cli.read.ChosenPart;
import dev.jfrtrace.bridge.cli.read.EventJson;
import dev.jfrtrace.bridge.cli.read.TemporaryTrace;
import dev.jfrtrace.bridge.cli.read.TraceInput;
import dev.jfrtrace.bridge.cli.terminal.GuardedStream;
import dev.jfrtrace.bridge.cli.terminal.OutputException;
import dev.jfrtrace.bridge.cli.terminal.Shell;
import dev.jfrtrace.bridge.cli.terminal.UsageException;
import dev.jfrtrace.bridge.convert.TimePoint;
import dev.jfrtrace.bridge.export.Window;
import dev.jfrtrace.encoder.read.EventKind;
import dev.jfrtrace.encoder.read.ResourceKind;
import dev.jfrtrace.encoder.read.TraceEvent;
import dev.jfrtrace.encoder.read.TraceReader;
import dev.jfrtrace.encoder.read.raw.RawEvent;
import dev.jfrtrace.encoder.read.raw.RawReader;
import dev.jfrtrace.encoder.read.text.EventText;
import dev.jfrtrace.encoder.read.text.RawText;
import dev.jfrtrace.encoder.util.LosslessUtf8;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jfrtrace print}: the events of a trace. */
@Command(
        name = "print",
        header = "Prints the events of a trace, as text or JSON.",
        description = {
            "Prints the events of a Go execution trace, checked and in order, as",
            "'go tool trace -d=parsed' does."
        },
        customSynopsis = "jfrtrace print [options] FILE.trace | FILE.jfr",
        sortOptions = false,
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Examples:",
            "  jfrtrace print app.trace | less",
            "  jfrtrace print --kind RangeBegin,RangeEnd app.trace",
            "  jfrtrace print --json app.trace | jq 'select(.reason==\"sleep\")'",
            "",
            "Exit code: 0 all printed; 1 the trace is damaged (the part before the damage is",
            "printed), or cannot be read; 2 wrong command line."
        })
final class PrintCommand implements Callable<Integer> {
    private static final int OPTION_COLUMN = 22;
    private static final String OUT = "standard output";

    private final Shell shell;

    @Parameters(paramLabel = "FILE", description = TemporaryTrace.INPUT)
    private Path input;

    @Option(
            names = "--json",
            description = "One JSON object per event and line (see docs/EVENTS.md).")
    private boolean json;

    @Option(
            names = "--raw",
            description =
                    "The events as they are in the file, unchecked, with batches and tables, in the"
                            + " text form of Go's test traces.")
    private boolean raw;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            split = ",",
            description = "Only events of these kinds, for example StateTransition or Log.")
    private List<EventKind> kinds;

    @Option(
            names = {"-g", "--goroutine"},
            paramLabel = "ID",
            description = "Only events on or about this goroutine.")
    private Long goroutine;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "Only events from this time on, counted from the start of the trace (12.5,"
                            + " 500ms).")
    private TimePoint from;

    @Option(names = "--to", paramLabel = "TIME", description = "Only events before this time.")
    private TimePoint to;

    @Mixin private TemporaryTrace conversion;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    private Window window;

    private PrintCommand(Shell shell) {
        this.shell = shell;
    }

    static CommandLine commandLine(Shell shell) {
        CommandLine line = new CommandLine(new PrintCommand(shell));
        line.setUsageHelpLongOptionsMaxWidth(OPTION_COLUMN);
        return line;
    }

    @Override
    public Integer call() throws IOException {
        if (kinds != null && kinds.isEmpty()) {
            throw new UsageException("--kind names no kind of event");
        }
        boolean chooses = kinds != null || goroutine != null || from != null || to != null;
        if (raw && (json || chooses)) {
            throw new UsageException("--raw prints all: no other option goes with it");
        }
        window = ChosenPart.window(from, to);
        TraceInput trace = new TraceInput(input);
        // Whatever happens, what was printed before it is to be seen.
        try (OutputStream out = new BufferedOutputStream(new GuardedStream(OUT, shell.out()))) {
            return print(trace, out);
        } catch (CancellationException e) {
            shell.trace(e);
            return ExitCode.FAILED;
        } catch (OutputException e) {
            shell.allowBrokenPipe(e);
            return ExitCode.FAILED;
        }
    }

    private int print(TraceInput trace, OutputStream out) throws IOException {
        try (InputStream in = open(trace)) {
            if (raw) {
                printRaw(in, out);
            } else if (json) {
                printJson(in, out);
            } else {
                printText(in, out);
            }
            return ExitCode.OK;
        } catch (OutputException e) {
            throw e;
        } catch (IOException e) {
            out.flush();
            shell.complain(trace.name() + ": ", e);
            return ExitCode.FAILED;
        }
    }

    /** The events may go to the same terminal. */
    private InputStream open(TraceInput trace) throws IOException {
        boolean showsProgress = shell.errIsTerminal() && !shell.outIsTerminal();
        return trace.open(shell, conversion, showsProgress);
    }

    private void printText(InputStream in, OutputStream out) throws IOException {
        StringBuilder line = new StringBuilder();
        EventText text = new EventText(line, ZoneId.systemDefault());
        Choosing wanted = new Choosing();
        TraceReader reader = TraceReader.of(in);
        for (TraceEvent e = reader.next(); e != null; e = reader.next()) {
            shell.interruption().check();
            if (wanted.has(e)) {
                line.setLength(0);
                text.append(e);
                out.write(LosslessUtf8.encode(line));
            }
        }
    }

    private void printJson(InputStream in, OutputStream out) throws IOException {
        Choosing wanted = new Choosing();
        TraceReader reader = TraceReader.of(in);
        EventJson events = new EventJson(out, reader.version());
        try {
            for (TraceEvent e = reader.next(); e != null; e = reader.next()) {
                shell.interruption().check();
                if (wanted.has(e)) {
                    events.write(e);
                }
            }
        } finally {
            events.finish();
        }
    }

    private void printRaw(InputStream in, OutputStream out) throws IOException {
        StringBuilder line = new StringBuilder();
        RawReader reader = new RawReader(in);
        line.append(RawText.header(reader.version())).append('\n');
        for (RawEvent e = reader.next(); e != null; e = reader.next()) {
            shell.interruption().check();
            RawText.append(line, e);
            out.write(LosslessUtf8.encode(line.append('\n')));
            line.setLength(0);
        }
        out.write(LosslessUtf8.encode(line));
    }

    /** Which events are printed; told of all of them, in their order. */
    private final class Choosing {
        private final Set<EventKind> wanted =
                kinds == null ? EnumSet.allOf(EventKind.class) : EnumSet.copyOf(kinds);
        private long start;

        boolean has(TraceEvent event) {
            if (event.kind() == EventKind.SYNC && event.number() == 1) {
                start = event.time();
            }
            return wanted.contains(event.kind())
                    && window.has(event.time(), start)
                    && (goroutine == null || isAbout(event, goroutine));
        }
    }

    private static boolean isAbout(TraceEvent event, long id) {
        if (event.goroutine() == id) {
            return true;
        }
        switch (event.kind()) {
            case STATE_TRANSITION:
            case RANGE_ACTIVE:
                return event.resourceKind() == ResourceKind.GOROUTINE && event.resource() == id;
            default:
                return false;
        }
    }
}
