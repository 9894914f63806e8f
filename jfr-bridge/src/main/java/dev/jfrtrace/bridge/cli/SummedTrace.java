package dev.jfrtrace.bridge.cli;

import dev.jfrtrace.bridge.cli.read.TemporaryTrace;
import dev.jfrtrace.bridge.cli.read.TraceInput;
import dev.jfrtrace.bridge.cli.summary.IdleWaits;
import dev.jfrtrace.bridge.cli.summary.SummaryReport;
import dev.jfrtrace.bridge.cli.summary.SummedPart;
import dev.jfrtrace.bridge.cli.terminal.Shell;
import dev.jfrtrace.bridge.cli.terminal.Text;
import dev.jfrtrace.bridge.export.Window;
import dev.jfrtrace.encoder.format.TraceFormatException;
import dev.jfrtrace.encoder.read.TraceEvent;
import dev.jfrtrace.encoder.read.TraceReader;
import dev.jfrtrace.encoder.read.summary.TraceSummary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;

/** Reads traces, and recordings in their place, for verbs that tell of them in numbers. */
final class SummedTrace {
    private static final int BETWEEN_LOOKS = 0x3FFF;

    private final Shell shell;
    private final TemporaryTrace conversion;
    private final Window window;

    /**
     * @param window what is summed up of each
     */
    SummedTrace(Shell shell, TemporaryTrace conversion, Window window) {
        this.shell = shell;
        this.conversion = conversion;
        this.window = window;
        conversion.withClock();
    }

    /**
     * Whatever is wrong with the trace, what comes before it is summed up, if it is anything.
     *
     * @throws IOException when nothing can be
     */
    SummaryReport of(TraceInput trace) throws IOException {
        try (InputStream in = trace.open(shell, conversion, shell.errIsTerminal())) {
            return sum(trace.name(), TraceReader.of(in));
        }
    }

    private SummaryReport sum(String name, TraceReader reader) throws IOException {
        SummedPart part = new SummedPart(window);
        TraceFormatException fault = null;
        try {
            add(reader, part);
        } catch (TraceFormatException e) {
            fault = e;
        }
        TraceSummary summary = part.finish();
        if (fault != null && (summary.events() == 0 || !part.hasBegun())) {
            throw fault;
        }
        if (!part.hasBegun()) {
            throw new FileSystemException(
                    name,
                    null,
                    "nothing lies in the chosen time: the trace ends after "
                            + Text.span(part.length()));
        }
        return new SummaryReport(
                name,
                window,
                reader.version(),
                reader.goodGenerations(),
                fault,
                summary,
                part.cpus(),
                part.cpuUse(),
                part.allocations(),
                part.fullCollections(),
                part.virtualThreads(),
                part.carrierWaits(),
                IdleWaits.of(summary),
                part.clock(),
                part.samples(summary));
    }

    private void add(TraceReader reader, SummedPart part) throws IOException {
        long events = 0;
        for (TraceEvent e = reader.next(); e != null && part.add(e); e = reader.next()) {
            if ((++events & BETWEEN_LOOKS) == 0) {
                shell.interruption().check();
            }
        }
    }
}
