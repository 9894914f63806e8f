package dev.jfrtrace.bridge.cli;

import dev.jfrtrace.bridge.cli.summary.CollapsedStacks;
import dev.jfrtrace.bridge.export.ChromeTrace;
import dev.jfrtrace.bridge.export.TraceExport;
import dev.jfrtrace.bridge.export.Window;
import java.io.IOException;
import java.io.OutputStream;

/** The formats that a trace can be exported to. */
enum ExportFormat {
    /** Trace Event JSON, of Perfetto and of Chromium's viewer. */
    CHROME(".json") {
        @Override
        TraceExport open(OutputStream out, Window window, boolean hasIdle) throws IOException {
            return new ChromeTrace(out, window);
        }
    },
    /** Waits by their stacks, for flame graphs. */
    COLLAPSED(".collapsed") {
        @Override
        TraceExport open(OutputStream out, Window window, boolean hasIdle) {
            return new CollapsedStacks(out, window, hasIdle);
        }
    };

    /** Of the names of files. */
    final String ending;

    ExportFormat(String ending) {
        this.ending = ending;
    }

    /**
     * Starts a document.
     *
     * @param hasIdle whether waits for something to do are wanted where waits are chosen from
     */
    abstract TraceExport open(OutputStream out, Window window, boolean hasIdle) throws IOException;
}
